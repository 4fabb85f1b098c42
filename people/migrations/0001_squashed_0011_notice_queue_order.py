"""The tables of the room."""

import base.fields
import base.search
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
import people.validators
import uuid
from django.conf import settings
from django.db import migrations, models

# The database itself keeps the journal append-only.
APPEND_ONLY = """
CREATE FUNCTION people_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER people_entry_append_only BEFORE UPDATE OR DELETE ON people_entry
    FOR EACH ROW EXECUTE FUNCTION people_entry_is_append_only();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER people_entry_append_only ON people_entry;
DROP FUNCTION people_entry_is_append_only();
"""

# A move is told to the webhooks that ask for it in the statement that journals it: by set, in the same transaction, and
# without a statement more for those who have none.
TELLS_WEBHOOKS = """
CREATE FUNCTION people_entry_tells_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people_webhook WHERE active) THEN
        RETURN NULL;
    END IF;
    INSERT INTO people_notice
        (office_id, recipient, channel, address, language, kind, rule, occurrence, data, about, state, due_at,
         attempts, takeovers, trouble, error, created_at)
    SELECT w.office_id, 'webhook:' || w.id, 'webhook', '', 'en', 'webhook', '', 'entry:' || e.id,
           jsonb_build_object('webhook', w.id, 'entry', e.id), e.about || ARRAY['webhook:' || w.id], 'pending', now(),
           0, 0, '', '', now()
    FROM written AS e
    JOIN people_webhook AS w ON w.office_id = e.office_id AND w.active
     AND w.topics && ARRAY[split_part(e.subject, ':', 1) || '.moved', split_part(e.subject, ':', 1) || '.' || e.state]::varchar[]
    WHERE e.verb LIKE 'moved to %'
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER people_entry_webhooks AFTER INSERT ON people_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION people_entry_tells_webhooks();
"""
NOT_TELLS_WEBHOOKS = """
DROP TRIGGER people_entry_webhooks ON people_entry;
DROP FUNCTION people_entry_tells_webhooks();
"""


class Migration(migrations.Migration):
    initial = True

    # The steps by which these tables came: who went through all of them has them already.
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_journal_append_only"),
        ("people", "0003_privacy_notice_languages"),
        ("people", "0004_five_texts"),
        ("people", "0005_identify_notices"),
        ("people", "0006_what_follows"),
        ("people", "0007_precedence"),
        ("people", "0008_sure_outbox"),
        ("people", "0009_mergers"),
        ("people", "0010_letters_of_the_office"),
        ("people", "0011_notice_queue_order"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DevelopmentMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                    ),
                ),
                ("to", models.TextField()),
                ("subject", models.TextField()),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("source", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("slug", models.SlugField(unique=True, verbose_name="short address")),
                (
                    "country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                (
                    "zone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[people.validators.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-hans", "简体中文"),
                            ("es", "Español"),
                            ("pt", "Português"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("contact_name", models.CharField(blank=True, max_length=200, verbose_name="whom to ask")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
                ),
                (
                    "privacy_notice",
                    models.TextField(
                        blank=True,
                        help_text="Shown before a person registers: what is kept, what for, how long, whom to ask.",
                        verbose_name="privacy notice",
                    ),
                ),
                (
                    "privacy_notice_en",
                    models.TextField(
                        blank=True,
                        help_text="Shown before a person registers: what is kept, what for, how long, whom to ask.",
                        null=True,
                        verbose_name="privacy notice",
                    ),
                ),
                (
                    "privacy_notice_zh_hans",
                    models.TextField(
                        blank=True,
                        help_text="Shown before a person registers: what is kept, what for, how long, whom to ask.",
                        null=True,
                        verbose_name="privacy notice",
                    ),
                ),
                (
                    "privacy_notice_es",
                    models.TextField(
                        blank=True,
                        help_text="Shown before a person registers: what is kept, what for, how long, whom to ask.",
                        null=True,
                        verbose_name="privacy notice",
                    ),
                ),
                (
                    "privacy_notice_pt",
                    models.TextField(
                        blank=True,
                        help_text="Shown before a person registers: what is kept, what for, how long, whom to ask.",
                        null=True,
                        verbose_name="privacy notice",
                    ),
                ),
            ],
            options={
                "verbose_name": "office",
                "verbose_name_plural": "offices",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "uid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-hans", "简体中文"),
                            ("es", "Español"),
                            ("pt", "Português"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[people.validators.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="user_email_any_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expiry", models.DateTimeField(blank=True, null=True)),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="what it is for")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("read", "read"), ("write", "read and write")], max_length=20
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "API token",
                "abstract": False,
                "swappable": "KNOX_TOKEN_MODEL",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        help_text="key of the recipient, such as registration:7 or user:3", max_length=60
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "e-mail"), ("webhook", "webhook")],
                        db_default="mail",
                        default="mail",
                        max_length=10,
                    ),
                ),
                ("address", models.EmailField(help_text="empty for a webhook", max_length=320)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-hans", "简体中文"),
                            ("es", "Español"),
                            ("pt", "Português"),
                        ],
                        default="en",
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                (
                    "rule",
                    models.CharField(
                        blank=True, help_text="uid of the reminder rule, empty for letters", max_length=60
                    ),
                ),
                (
                    "occurrence",
                    models.CharField(help_text="the thing and its schedule revision", max_length=120),
                ),
                (
                    "data",
                    models.JSONField(
                        default=dict, help_text="ids that the kind's renderer needs; never texts"
                    ),
                ),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("claimed", "being prepared"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                            ("unknown", "unknown whether it arrived"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="pending",
                        max_length=12,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("token", models.UUIDField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("takeovers", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("connection", "the server could not be reached"),
                            ("temporary", "put off by the server"),
                            ("permanent", "refused by the server"),
                            ("unanswered", "sent, but not confirmed"),
                            ("wording", "could not be put into words"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                    ),
                ),
                ("error", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
                    ),
                ),
            ],
            options={
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["channel", "due_at", "id"],
                        name="notice_due",
                    ),
                    models.Index(
                        condition=models.Q(("rule", ""), ("state", "pending")),
                        fields=["channel", "due_at", "id"],
                        name="notice_letter_due",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["claimed", "sending"])),
                        fields=["lease_until"],
                        name="notice_lease",
                    ),
                    models.Index(fields=["office", "-due_at"], name="notice_office"),
                    django.contrib.postgres.indexes.GinIndex(fields=["about"], name="notice_about"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("recipient", "kind", "rule", "occurrence"), name="notice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["claimed", "sending"]), _negated=True),
                            models.Q(("lease_until__isnull", False), ("token__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_claim_has_lease",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("organizer", "organizer"),
                            ("protocol", "protocol officer"),
                            ("editor", "editor"),
                            ("reviewer", "reviewer"),
                            ("viewer", "viewer"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-hans", "简体中文"),
                            ("es", "Español"),
                            ("pt", "Português"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="people.office",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("office"),
                        models.F("email"),
                        models.F("role"),
                        condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                        name="invitation_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.CharField(
                        blank=True,
                        help_text="who acted when it was no user: participant, clock",
                        max_length=40,
                    ),
                ),
                ("verb", models.CharField(max_length=60)),
                (
                    "subject",
                    models.CharField(blank=True, help_text="key of the record itself", max_length=60),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True, help_text="state in which the record was left", max_length=20
                    ),
                ),
                (
                    "about",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.office"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["about"], name="entry_about"),
                    models.Index(fields=["office", "-at"], name="entry_office_at"),
                    models.Index(
                        condition=models.Q(("state", ""), _negated=True),
                        fields=["office", "subject", "-at", "-id"],
                        include=("state",),
                        name="entry_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="name")),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="name"),
                ),
                ("name_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="name")),
                ("name_pt", models.CharField(blank=True, max_length=300, null=True, verbose_name="name")),
                (
                    "native_name",
                    models.CharField(blank=True, max_length=300, verbose_name="name in its own language"),
                ),
                ("short_name", models.CharField(blank=True, max_length=80, verbose_name="short name")),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="other names",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ministry", "ministry"),
                            ("government", "government body"),
                            ("embassy", "embassy or consulate"),
                            ("international", "international organization"),
                            ("university", "university"),
                            ("laboratory", "laboratory"),
                            ("institute", "research institute"),
                            ("centre", "centre"),
                            ("training_base", "training base"),
                            ("company", "company"),
                            ("chamber", "chamber or association"),
                            ("network", "network"),
                            ("media", "media"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[("public", "public"), ("private", "private"), ("non_profit", "non-profit")],
                        max_length=12,
                        verbose_name="sector",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("mandate", models.TextField(blank=True, verbose_name="mandate")),
                ("mandate_en", models.TextField(blank=True, null=True, verbose_name="mandate")),
                ("mandate_zh_hans", models.TextField(blank=True, null=True, verbose_name="mandate")),
                ("mandate_es", models.TextField(blank=True, null=True, verbose_name="mandate")),
                ("mandate_pt", models.TextField(blank=True, null=True, verbose_name="mandate")),
                (
                    "policies",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="a list of texts by language code",
                        verbose_name="policies it serves",
                    ),
                ),
                ("sort_name", models.CharField(default="", editable=False, max_length=320)),
                ("search", base.search.SearchField(default="", editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "organization",
                "verbose_name_plural": "organizations",
                "ordering": ["sort_name", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="organization_search"),
                    models.Index(fields=["office", "sort_name"], name="organization_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("branch_of", "branch of"),
                            ("member_of", "member of"),
                            ("built_by", "built by"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="people.organization",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_here",
                        to="people.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "to", "kind"), name="organization_link_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organization", models.F("to")), _negated=True),
                        name="organization_link_other",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("given_name", models.CharField(blank=True, max_length=120, verbose_name="given name")),
                ("family_name", models.CharField(max_length=120, verbose_name="family name")),
                (
                    "native_name",
                    models.CharField(blank=True, max_length=200, verbose_name="name in its own script"),
                ),
                (
                    "name_order",
                    models.CharField(
                        choices=[("family_first", "family name first"), ("given_first", "given name first")],
                        default="given_first",
                        max_length=20,
                        verbose_name="order of the name",
                    ),
                ),
                (
                    "honorific",
                    models.CharField(
                        blank=True,
                        help_text="Mr., Ms., H.E. …",
                        max_length=40,
                        verbose_name="form of address",
                    ),
                ),
                (
                    "academic_style",
                    models.CharField(
                        blank=True, help_text="Dr., Prof. …", max_length=60, verbose_name="academic title"
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="other names",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("en", "English"),
                            ("zh-hans", "简体中文"),
                            ("es", "Español"),
                            ("pt", "Português"),
                        ],
                        max_length=10,
                        verbose_name="language for letters",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                ("sort_name", models.CharField(default="", editable=False, max_length=320)),
                ("search", base.search.SearchField(default="", editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["sort_name", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="person_search"),
                    models.Index(fields=["office", "sort_name"], name="person_order"),
                    models.Index(
                        models.F("office"),
                        django.db.models.functions.text.Lower("email"),
                        name="person_email",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("former_uid", models.UUIDField(unique=True)),
                ("former_key", models.CharField(max_length=60)),
                ("kept_values", models.JSONField(blank=True, default=dict)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mergers",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mergers",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organization", None), ("person__isnull", False)),
                            models.Q(("organization__isnull", False), ("person", None)),
                            _connector="OR",
                        ),
                        name="merger_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("ror", "ROR"),
                            ("isni", "ISNI"),
                            ("uscc", "Unified Social Credit Code"),
                            ("orcid", "ORCID iD"),
                            ("wikidata", "Wikidata"),
                        ],
                        max_length=12,
                        verbose_name="kind of identifier",
                    ),
                ),
                ("value", models.CharField(max_length=120, verbose_name="identifier")),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["scheme"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organization__isnull", False), ("person", None)),
                            models.Q(("organization", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="identifier_of_one",
                    ),
                    models.UniqueConstraint(fields=("office", "scheme", "value"), name="identifier_once"),
                    models.UniqueConstraint(
                        fields=("organization", "scheme"), name="identifier_of_organization"
                    ),
                    models.UniqueConstraint(fields=("person", "scheme"), name="identifier_of_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="post")),
                ("title_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="post")),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="post"),
                ),
                ("title_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="post")),
                ("title_pt", models.CharField(blank=True, max_length=300, null=True, verbose_name="post")),
                ("department", models.CharField(blank=True, max_length=300, verbose_name="department")),
                (
                    "department_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="department"),
                ),
                (
                    "department_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="department"),
                ),
                (
                    "department_es",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="department"),
                ),
                (
                    "department_pt",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="department"),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="1 is the highest; empty when not stated.",
                        null=True,
                        verbose_name="protocol rank",
                    ),
                ),
                ("since", base.fields.PartialDateField(blank=True, null=True, verbose_name="from")),
                ("until", base.fields.PartialDateField(blank=True, null=True, verbose_name="until")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "post",
                "verbose_name_plural": "posts",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Precedence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="name")),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, max_length=120, null=True, verbose_name="name"),
                ),
                ("name_es", models.CharField(blank=True, max_length=120, null=True, verbose_name="name")),
                ("name_pt", models.CharField(blank=True, max_length=120, null=True, verbose_name="name")),
                (
                    "criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("rank", "rank of the post"),
                                ("notified", "date of notification"),
                                ("country", "name of the country"),
                                ("organization", "name of the organization"),
                                ("name", "family name"),
                                ("mention", "order of mention"),
                            ],
                            max_length=16,
                        ),
                        size=None,
                        verbose_name="criteria in order",
                    ),
                ),
                (
                    "host",
                    models.CharField(
                        choices=[
                            ("first", "first"),
                            ("last", "last"),
                            ("among", "among the others, by the same criteria"),
                        ],
                        default="last",
                        max_length=8,
                        verbose_name="host side",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-hans", "简体中文"),
                            ("es", "Español"),
                            ("pt", "Português"),
                        ],
                        default="en",
                        help_text="Countries stand in the order of their names in this language.",
                        max_length=10,
                        verbose_name="alphabet of countries",
                    ),
                ),
                (
                    "together",
                    models.BooleanField(
                        default=False,
                        help_text="Those of one country follow the first of theirs.",
                        verbose_name="delegations stay together",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="used unless another is chosen"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "convention of precedence",
                "verbose_name_plural": "conventions of precedence",
                "ordering": ["-is_default", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("office",),
                        name="precedence_default_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("criteria__len__gt", 0)), name="precedence_has_criteria"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(help_text="key of what rests: office:3, event:12", max_length=60)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.office"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["about", "until"], name="reminder_pause_about")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("about",), name="reminder_pause_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("administrator", "administrator"),
                            ("organizer", "organizer"),
                            ("protocol", "protocol officer"),
                            ("editor", "editor"),
                            ("reviewer", "reviewer"),
                            ("viewer", "viewer"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="people.office"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["office", "user", "name"],
                "constraints": [models.UniqueConstraint(fields=("user", "office", "name"), name="role_once")],
            },
        ),
        migrations.CreateModel(
            name="Takeover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "held",
                    models.CharField(
                        choices=[("claimed", "not yet sent"), ("sending", "perhaps sent")], max_length=10
                    ),
                ),
                ("token", models.UUIDField(help_text="of the attempt that was left behind")),
                ("successor", models.UUIDField(help_text="of the drainer that took over")),
                ("reason", models.CharField(max_length=300)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken_over",
                        to="people.notice",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="What listens there, such as “Intranet”.",
                        max_length=100,
                        verbose_name="name",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="It begins with https://.", max_length=500, verbose_name="address"
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None, verbose_name="what it is told"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                ("secret", models.BinaryField(help_text="sealed")),
                (
                    "earlier_secret",
                    models.BinaryField(
                        help_text="sealed; signs too for a day after a new one was made", null=True
                    ),
                ),
                ("secret_made_at", models.DateTimeField(editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("active", True)), fields=["office"], name="webhook_active"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "url"), name="webhook_once"),
                    models.CheckConstraint(
                        condition=models.Q(("topics__len__gt", 0)), name="webhook_has_topics"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                (
                    "fingerprint",
                    models.CharField(help_text="SHA-256 of method, path and body", max_length=64),
                ),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("body", models.BinaryField(default=b"")),
                ("headers", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="idempotency_key_age")],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once")],
            },
        ),
        migrations.CreateModel(
            name="NoticeTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="letter")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("zh-hans", "简体中文"),
                            ("es", "Español"),
                            ("pt", "Português"),
                        ],
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(max_length=10000, verbose_name="text")),
                (
                    "fallback",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Otherwise readers of those languages get the house’s text in theirs.",
                        verbose_name="also for languages without a text of your own",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a letter",
                "ordering": ["kind", "language", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "kind", "language"), name="notice_template_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fallback", True)),
                        fields=("office", "kind"),
                        name="notice_template_one_fallback",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunSQL(TELLS_WEBHOOKS, NOT_TELLS_WEBHOOKS),
    ]
