"""The tables of the room."""

import base.fields
import base.search
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

# A signature changes by being annulled, once, and when those it names are merged into others.
IMMUTABLE = """
CREATE FUNCTION agreements_signature_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    annulling CONSTANT text[] := ARRAY['annulled_at', 'annulled_by_id', 'annulment', 'version', 'updated_at'];
    merging CONSTANT text[] := ARRAY['person_id', 'post_id', 'party_id', 'version', 'updated_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.annulled_at IS NULL AND NEW.annulled_at IS NOT NULL
       AND to_jsonb(NEW) - annulling = to_jsonb(OLD) - annulling THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('entente.merging', true) = 'on'
       AND to_jsonb(NEW) - merging = to_jsonb(OLD) - merging THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a signature is immutable: it is only annulled, once'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER agreements_signature_immutable BEFORE UPDATE OR DELETE ON agreements_signature
    FOR EACH ROW EXECUTE FUNCTION agreements_signature_is_immutable();
"""
NOT_IMMUTABLE = """
DROP TRIGGER agreements_signature_immutable ON agreements_signature;
DROP FUNCTION agreements_signature_is_immutable();
"""


class Migration(migrations.Migration):
    initial = True

    # The steps by which these tables came: who went through all of them has them already.
    replaces = [
        ("agreements", "0001_initial"),
        ("agreements", "0002_five_texts"),
        ("agreements", "0003_what_follows"),
        ("agreements", "0004_project_updates"),
        ("agreements", "0005_signature_immutable"),
        ("agreements", "0006_deadline_texts"),
        ("agreements", "0007_signature_follows_merging"),
    ]

    dependencies = [
        ("events", "0001_squashed_0008_reason_told"),
        ("people", "0001_squashed_0011_notice_queue_order"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
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
                            ("mou", "memorandum of understanding"),
                            ("letter_of_intent", "letter of intent"),
                            ("framework", "framework agreement"),
                            ("strategic", "strategic cooperation agreement"),
                            ("agreement", "agreement"),
                            ("contract", "contract"),
                            ("supplement", "supplementary agreement"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("negotiating", "negotiating"),
                            ("text_agreed", "text agreed"),
                            ("signed", "signed"),
                            ("in_force", "in force"),
                            ("expired", "expired"),
                            ("terminated", "terminated"),
                            ("renewed", "renewed"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=16,
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=40, verbose_name="number in the register"),
                ),
                ("title", models.CharField(blank=True, max_length=400, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=400, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, max_length=400, null=True, verbose_name="title"),
                ),
                ("title_es", models.CharField(blank=True, max_length=400, null=True, verbose_name="title")),
                ("title_pt", models.CharField(blank=True, max_length=400, null=True, verbose_name="title")),
                (
                    "terms",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="a list of texts by language code",
                        verbose_name="what it provides",
                    ),
                ),
                (
                    "fields",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="a list of texts by language code",
                        verbose_name="fields",
                    ),
                ),
                (
                    "witnessed_by",
                    models.CharField(
                        blank=True,
                        help_text="Such as “all parties”.",
                        max_length=300,
                        verbose_name="witnesses as worded",
                    ),
                ),
                (
                    "witnessed_by_en",
                    models.CharField(
                        blank=True,
                        help_text="Such as “all parties”.",
                        max_length=300,
                        null=True,
                        verbose_name="witnesses as worded",
                    ),
                ),
                (
                    "witnessed_by_zh_hans",
                    models.CharField(
                        blank=True,
                        help_text="Such as “all parties”.",
                        max_length=300,
                        null=True,
                        verbose_name="witnesses as worded",
                    ),
                ),
                (
                    "witnessed_by_es",
                    models.CharField(
                        blank=True,
                        help_text="Such as “all parties”.",
                        max_length=300,
                        null=True,
                        verbose_name="witnesses as worded",
                    ),
                ),
                (
                    "witnessed_by_pt",
                    models.CharField(
                        blank=True,
                        help_text="Such as “all parties”.",
                        max_length=300,
                        null=True,
                        verbose_name="witnesses as worded",
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
                    "authentic_language",
                    models.CharField(blank=True, max_length=10, verbose_name="authentic text"),
                ),
                ("copies", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="copies")),
                (
                    "negotiated_on",
                    base.fields.PartialDateField(blank=True, null=True, verbose_name="negotiated on"),
                ),
                (
                    "planned_on",
                    base.fields.PartialDateField(blank=True, null=True, verbose_name="signing planned on"),
                ),
                ("signed_on", base.fields.PartialDateField(blank=True, null=True, verbose_name="signed on")),
                (
                    "effective_on",
                    base.fields.PartialDateField(blank=True, null=True, verbose_name="in force from"),
                ),
                (
                    "expires_on",
                    base.fields.PartialDateField(blank=True, null=True, verbose_name="expires on"),
                ),
                (
                    "expires_by",
                    models.DateField(
                        editable=False, help_text="the last day that `expires_on` allows", null=True
                    ),
                ),
                (
                    "renewal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "ends on its day"),
                            ("automatic", "renewed unless somebody gives notice"),
                            ("by_consent", "renewed when the parties agree"),
                        ],
                        max_length=12,
                        verbose_name="renewal",
                    ),
                ),
                (
                    "renewal_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="renewed for months"
                    ),
                ),
                (
                    "notice_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="notice period in months"
                    ),
                ),
                (
                    "confidential",
                    models.BooleanField(
                        default=False,
                        help_text="Seen only by those who keep agreements, and by reviewers.",
                        verbose_name="confidential",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="amount"
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("search", base.search.SearchField(default="", editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.agendaitem",
                        verbose_name="agenda item",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="looked after by",
                    ),
                ),
                (
                    "renews",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="agreements.agreement",
                        verbose_name="renews",
                    ),
                ),
                (
                    "supplements",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplemented_by",
                        to="agreements.agreement",
                        verbose_name="supplements",
                    ),
                ),
                (
                    "witnesses",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="people.person", verbose_name="witnesses"
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["position", "-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="agreement_search"),
                    models.Index(fields=["office", "state"], name="agreement_state"),
                    models.Index(fields=["office", "expires_by"], name="agreement_expiry"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("office", "number"),
                        name="agreement_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None), models.Q(("currency", ""), _negated=True), _connector="OR"
                        ),
                        name="agreement_amount_has_currency",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementDocument",
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
                            ("draft", "draft"),
                            ("agreed_text", "agreed text"),
                            ("translation", "translation"),
                            ("full_powers", "power to sign"),
                            ("signed_scan", "signed copy, scanned"),
                            ("annex", "annex"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="version")),
                ("file", models.CharField(editable=False, max_length=64)),
                ("name", models.CharField(editable=False, max_length=200, verbose_name="file name")),
                ("media_type", models.CharField(editable=False, max_length=100)),
                ("size", models.PositiveIntegerField(editable=False)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("added_at", models.DateTimeField(editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="agreements.agreement",
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
                "ordering": ["kind", "language", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "kind", "language", "number"), name="agreement_document_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
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
                    "days",
                    models.SmallIntegerField(
                        help_text="Before the event negative, after it positive.", verbose_name="days"
                    ),
                ),
                ("time", models.TimeField(default="09:00", verbose_name="local time")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="subject")),
                (
                    "subject_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="subject"),
                ),
                (
                    "subject_zh_hans",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="subject"),
                ),
                (
                    "subject_es",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="subject"),
                ),
                (
                    "subject_pt",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="subject"),
                ),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("body_en", models.TextField(blank=True, null=True, verbose_name="text")),
                ("body_zh_hans", models.TextField(blank=True, null=True, verbose_name="text")),
                ("body_es", models.TextField(blank=True, null=True, verbose_name="text")),
                ("body_pt", models.TextField(blank=True, null=True, verbose_name="text")),
                ("active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("text", "the text is not agreed before the signing"),
                            ("rehearsal", "rehearsal of a signing"),
                            ("expiry", "an agreement expires"),
                            ("follow_up", "a follow-up is due"),
                            ("overdue", "a follow-up is overdue"),
                            ("escalation", "an overdue follow-up goes to the head of the office"),
                            ("report", "a progress report is due"),
                            ("project", "how a project stands"),
                        ],
                        max_length=12,
                        verbose_name="what for",
                    ),
                ),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty when once is enough.",
                        null=True,
                        verbose_name="again every … days",
                    ),
                ),
                ("own_text", models.BooleanField(default=False, verbose_name="own text")),
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
                "verbose_name": "deadline rule",
                "ordering": ["cause", "days", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "cause", "days"), name="deadline_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                ("text", models.CharField(blank=True, max_length=500, verbose_name="what is to be done")),
                (
                    "text_en",
                    models.CharField(
                        blank=True, max_length=500, null=True, verbose_name="what is to be done"
                    ),
                ),
                (
                    "text_zh_hans",
                    models.CharField(
                        blank=True, max_length=500, null=True, verbose_name="what is to be done"
                    ),
                ),
                (
                    "text_es",
                    models.CharField(
                        blank=True, max_length=500, null=True, verbose_name="what is to be done"
                    ),
                ),
                (
                    "text_pt",
                    models.CharField(
                        blank=True, max_length=500, null=True, verbose_name="what is to be done"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("in_progress", "in progress"),
                            ("reported", "reported"),
                            ("verified", "verified"),
                            ("dropped", "dropped"),
                        ],
                        default="open",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("due_on", base.fields.PartialDateField(blank=True, null=True, verbose_name="due on")),
                (
                    "due_by",
                    models.DateField(
                        editable=False, help_text="the last day that `due_on` allows", null=True
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "high"), (2, "normal"), (3, "low")], default=2, verbose_name="priority"
                    ),
                ),
                (
                    "report_every",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty when once is enough.",
                        null=True,
                        verbose_name="report every … months",
                    ),
                ),
                (
                    "next_report_on",
                    models.DateField(blank=True, null=True, verbose_name="next report due on"),
                ),
                ("link_revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.event",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                        verbose_name="lead organization",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner in the office",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        editable=False,
                        help_text="who reported it by their own link, where it was no user",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="responsible person",
                    ),
                ),
                (
                    "supporters",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="people.organization",
                        verbose_name="supporting organizations",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": [models.OrderBy(models.F("due_by"), nulls_last=True), "pk"],
                "indexes": [models.Index(fields=["office", "state", "due_by"], name="follow_up_due")],
            },
        ),
        migrations.CreateModel(
            name="Extension",
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
                    "state",
                    models.CharField(
                        choices=[("asked", "asked for"), ("granted", "granted"), ("refused", "refused")],
                        default="asked",
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("until", base.fields.PartialDateField(verbose_name="until")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="agreements.followup",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("follow_up",),
                        name="extension_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
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
                ("name", models.CharField(blank=True, max_length=200, verbose_name="what is counted")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what is counted"),
                ),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what is counted"),
                ),
                (
                    "name_es",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what is counted"),
                ),
                (
                    "name_pt",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what is counted"),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="figure")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                ("unit_en", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_zh_hans", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_es", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("unit_pt", models.CharField(blank=True, max_length=60, null=True, verbose_name="unit")),
                ("as_of", base.fields.PartialDateField(blank=True, null=True, verbose_name="as of")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.event",
                        verbose_name="event where it was reported",
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                        verbose_name="of whom",
                    ),
                ),
            ],
            options={
                "verbose_name": "reported figure",
                "verbose_name_plural": "reported figures",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                            ("consensus", "agreed"),
                            ("discussed", "only discussed"),
                            ("unveiling", "unveiling"),
                            ("launch", "launch"),
                            ("start_of_operation", "start of operation"),
                            ("accession", "accession"),
                            ("support", "support pledged"),
                            ("announcement", "announcement"),
                            ("outlook", "outlook"),
                            ("appointment", "appointment"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="what")),
                ("text_en", models.TextField(blank=True, null=True, verbose_name="what")),
                ("text_zh_hans", models.TextField(blank=True, null=True, verbose_name="what")),
                ("text_es", models.TextField(blank=True, null=True, verbose_name="what")),
                ("text_pt", models.TextField(blank=True, null=True, verbose_name="what")),
                (
                    "count",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty when not stated.", null=True, verbose_name="how many"
                    ),
                ),
                (
                    "count_as_worded",
                    models.CharField(blank=True, max_length=120, verbose_name="number as worded"),
                ),
                (
                    "fields",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="a list of texts by language code",
                        verbose_name="fields",
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "in person"),
                            ("online", "online"),
                            ("either", "in person or online, not stated which"),
                            ("video", "by recorded video"),
                            ("read_out", "read out by another"),
                        ],
                        max_length=12,
                        verbose_name="how",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.agendaitem",
                        verbose_name="agenda item",
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
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["event", "position"], name="outcome_event")],
            },
        ),
        migrations.AddField(
            model_name="followup",
            name="outcome",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follow_ups",
                to="agreements.outcome",
            ),
        ),
        migrations.CreateModel(
            name="Appointment",
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
                ("since", base.fields.PartialDateField(blank=True, null=True, verbose_name="term from")),
                ("until", base.fields.PartialDateField(blank=True, null=True, verbose_name="term until")),
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
                        related_name="+",
                        to="people.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "outcome",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appointment",
                        to="agreements.outcome",
                    ),
                ),
            ],
            options={
                "verbose_name": "appointment",
                "verbose_name_plural": "appointments",
            },
        ),
        migrations.CreateModel(
            name="OutcomeActor",
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
                    "part",
                    models.CharField(
                        choices=[
                            ("actor", "who did or undertook it"),
                            ("lead", "who leads it"),
                            ("subject", "what or whom it concerns"),
                        ],
                        default="actor",
                        max_length=8,
                        verbose_name="part",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.group",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actors",
                        to="agreements.outcome",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", None), ("organization", None), ("person__isnull", False)),
                            models.Q(("group", None), ("organization__isnull", False), ("person", None)),
                            models.Q(("group__isnull", False), ("organization", None), ("person", None)),
                            _connector="OR",
                        ),
                        name="outcome_actor_is_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
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
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="agreements.agreement",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                        verbose_name="organization",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "organization"), name="party_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgressNote",
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
                ("text", models.TextField(verbose_name="progress")),
                ("noted_at", models.DateTimeField()),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="agreements.followup",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "noted_by_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                "ordering": ["-noted_at"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                ("file", models.CharField(editable=False, max_length=64)),
                ("name", models.CharField(editable=False, max_length=200, verbose_name="file name")),
                ("media_type", models.CharField(editable=False, max_length=100)),
                ("size", models.PositiveIntegerField(editable=False)),
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
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="agreements.progressnote",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Project",
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
                ("title", models.CharField(blank=True, max_length=300, verbose_name="title")),
                ("title_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="title"),
                ),
                ("title_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="title")),
                ("title_pt", models.CharField(blank=True, max_length=300, null=True, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_es", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_pt", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("field", models.CharField(blank=True, max_length=200, verbose_name="field")),
                ("field_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="field")),
                (
                    "field_zh_hans",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="field"),
                ),
                ("field_es", models.CharField(blank=True, max_length=200, null=True, verbose_name="field")),
                ("field_pt", models.CharField(blank=True, max_length=200, null=True, verbose_name="field")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("intention", "intention"),
                            ("signed", "signed"),
                            ("implementing", "being implemented"),
                            ("completed", "completed"),
                            ("terminated", "terminated"),
                        ],
                        default="intention",
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="amount"
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("milestone", models.CharField(blank=True, max_length=300, verbose_name="next milestone")),
                (
                    "milestone_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="next milestone"),
                ),
                (
                    "milestone_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="next milestone"),
                ),
                (
                    "milestone_es",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="next milestone"),
                ),
                (
                    "milestone_pt",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="next milestone"),
                ),
                ("milestone_on", models.DateField(blank=True, null=True, verbose_name="milestone due on")),
                (
                    "updated_on",
                    models.DateField(
                        editable=False,
                        help_text="the last day on which somebody told how it stands",
                        null=True,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="agreements.agreement",
                        verbose_name="agreement",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                        verbose_name="lead organization",
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
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="agreements.outcome",
                        verbose_name="outcome",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner in the office",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="responsible person",
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projects",
                "ordering": ["position", models.OrderBy(models.F("milestone_on"), nulls_last=True), "pk"],
                "indexes": [models.Index(fields=["office", "state", "position"], name="project_board")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreement__isnull", False), ("outcome", None)),
                            models.Q(("agreement", None), ("outcome__isnull", False)),
                            _connector="OR",
                        ),
                        name="project_one_origin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None), models.Q(("currency", ""), _negated=True), _connector="OR"
                        ),
                        name="project_amount_has_currency",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectPartner",
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
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="agreements.project",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "organization"), name="project_partner_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectStage",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("intention", "intention"),
                            ("signed", "signed"),
                            ("implementing", "being implemented"),
                            ("completed", "completed"),
                            ("terminated", "terminated"),
                        ],
                        max_length=12,
                    ),
                ),
                ("entered_on", base.fields.PartialDateField(blank=True, null=True, verbose_name="since")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("recorded_at", models.DateTimeField()),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="agreements.project",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProjectUpdate",
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
                ("text", models.TextField(verbose_name="how it stands")),
                ("told_at", models.DateTimeField()),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="agreements.project",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-told_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Representative",
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
                    "task",
                    models.CharField(
                        choices=[
                            ("negotiator", "negotiates"),
                            ("signatory", "is to sign"),
                            ("contact", "is the contact"),
                        ],
                        default="contact",
                        max_length=12,
                        verbose_name="task",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="representatives",
                        to="agreements.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                        verbose_name="post",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("party", "person", "task"), name="representative_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ShowStep",
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
                    "minute",
                    models.SmallIntegerField(
                        help_text="Counted from the beginning of the ceremony; negative before it.",
                        verbose_name="minute",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=300, verbose_name="what happens")),
                (
                    "what_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what happens"),
                ),
                (
                    "what_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what happens"),
                ),
                (
                    "what_es",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what happens"),
                ),
                (
                    "what_pt",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what happens"),
                ),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="who")),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.agendaitem"
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
                "ordering": ["minute", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
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
                    "signed_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="the moment, where it was recorded as it happened",
                        null=True,
                    ),
                ),
                ("annulled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "annulment",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="why it was annulled"
                    ),
                ),
                (
                    "annulled_by",
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
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="agreements.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="signatory",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                        verbose_name="post held then",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("annulled_at", None)),
                        fields=("party", "person"),
                        name="signature_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("annulled_at", None), models.Q(("annulment", ""), _negated=True), _connector="OR"
                        ),
                        name="signature_annulled_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signing",
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
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="flags from left to right",
                    ),
                ),
                ("pens", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="pens")),
                (
                    "copies",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="language code → number of copies",
                        verbose_name="copies per language",
                    ),
                ),
                ("table_note", models.CharField(blank=True, max_length=300, verbose_name="table")),
                ("rehearsal_at", models.DateTimeField(blank=True, null=True, verbose_name="rehearsal")),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, verbose_name="place among the signings"),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signing",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.agendaitem",
                        verbose_name="agenda item",
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
                "verbose_name": "signing",
                "verbose_name_plural": "signings",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SigningAssistant",
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
                    "office",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.office",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agreements.party",
                        verbose_name="party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "signing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assistants",
                        to="agreements.signing",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("signing", "party", "person"), name="signing_assistant_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreement", None), ("event__isnull", False), ("outcome", None)),
                    models.Q(("agreement", None), ("event", None), ("outcome__isnull", False)),
                    models.Q(("agreement__isnull", False), ("event", None), ("outcome", None)),
                    _connector="OR",
                ),
                name="follow_up_one_cause",
            ),
        ),
        migrations.RunSQL(IMMUTABLE, NOT_IMMUTABLE),
    ]
