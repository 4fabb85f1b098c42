"""The tables of the room."""

import base.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django_countries.fields
import people.validators
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # The steps by which these tables came: who went through all of them has them already.
    replaces = [
        ("delegations", "0001_initial"),
        ("delegations", "0002_protocol"),
        ("delegations", "0003_letter_layout"),
        ("delegations", "0004_focal_points"),
        ("delegations", "0005_itinerary_links"),
    ]

    dependencies = [
        ("events", "0001_squashed_0008_reason_told"),
        ("people", "0001_squashed_0011_notice_queue_order"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
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
                    "country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inbound", "inbound: it comes to us"),
                            ("outbound", "outbound: we send it"),
                        ],
                        max_length=10,
                        verbose_name="direction",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("announced", "announced"),
                            ("composed", "composed"),
                            ("confirmed", "confirmed"),
                            ("received", "received"),
                            ("departed", "departed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="announced",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("purpose_en", models.TextField(blank=True, null=True, verbose_name="purpose")),
                ("purpose_zh_hans", models.TextField(blank=True, null=True, verbose_name="purpose")),
                ("purpose_es", models.TextField(blank=True, null=True, verbose_name="purpose")),
                ("purpose_pt", models.TextField(blank=True, null=True, verbose_name="purpose")),
                (
                    "reception_level",
                    models.CharField(blank=True, max_length=120, verbose_name="level of reception"),
                ),
                (
                    "composition_notified_on",
                    base.fields.PartialDateField(
                        blank=True, null=True, verbose_name="composition notified on"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty when not limited.", null=True, verbose_name="seats"
                    ),
                ),
                ("focal_link_revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("focal_link_sent_at", models.DateTimeField(editable=False, null=True)),
                (
                    "focal_link_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day on which it opens. Empty: as long as the composition may change.",
                        null=True,
                        verbose_name="link of the focal point holds until",
                    ),
                ),
                ("composition_declared_at", models.DateTimeField(editable=False, null=True)),
                ("itinerary_link_revision", models.PositiveSmallIntegerField(default=1, editable=False)),
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
                    "focal_point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="focal point on the sending side",
                    ),
                ),
                (
                    "interpreters",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="people.person", verbose_name="interpreters"
                    ),
                ),
                (
                    "items",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="events.agendaitem",
                        verbose_name="agenda items in which it takes part",
                    ),
                ),
                (
                    "liaison_officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="liaison officer",
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
                "verbose_name": "delegation",
                "verbose_name_plural": "delegations",
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["office", "event"], name="delegation_event")],
            },
        ),
        migrations.CreateModel(
            name="Approval",
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
                    "decision",
                    models.CharField(
                        choices=[("asked", "asked for"), ("granted", "granted"), ("refused", "refused")],
                        default="asked",
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="number")),
                (
                    "asked_on",
                    base.fields.PartialDateField(blank=True, null=True, verbose_name="asked for on"),
                ),
                (
                    "decided_on",
                    base.fields.PartialDateField(blank=True, null=True, verbose_name="decided on"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("file", models.CharField(blank=True, editable=False, max_length=64)),
                ("file_name", models.CharField(blank=True, editable=False, max_length=200)),
                ("media_type", models.CharField(blank=True, editable=False, max_length=100)),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                        verbose_name="who approves",
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
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="delegations.delegation",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "granted"), _negated=True),
                            models.Q(("number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="approval_granted_has_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
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
                    "course",
                    models.CharField(
                        choices=[("given", "given"), ("received", "received")],
                        max_length=10,
                        verbose_name="given or received",
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("count", models.PositiveSmallIntegerField(default=1, verbose_name="how many")),
                ("on", base.fields.PartialDateField(blank=True, null=True, verbose_name="day")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="value"
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=3, verbose_name="currency")),
                ("kept_at", models.CharField(blank=True, max_length=200, verbose_name="where it is kept")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gifts",
                        to="delegations.delegation",
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
                        verbose_name="organization",
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
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "gift",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ItineraryLook",
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
                ("reader", models.CharField(max_length=60)),
                ("looked_at", models.DateTimeField()),
                ("picture", models.JSONField(default=dict)),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="delegations.delegation",
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
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("delegation", "reader"), name="itinerary_look_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Leg",
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
                            ("flight", "flight"),
                            ("train", "train"),
                            ("car", "car"),
                            ("ship", "ship"),
                            ("other", "other"),
                        ],
                        default="flight",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("arrival", "arrival"),
                            ("onward", "during the visit"),
                            ("departure", "departure"),
                        ],
                        default="arrival",
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=20, verbose_name="flight or train number"),
                ),
                ("carrier", models.CharField(blank=True, max_length=120, verbose_name="carrier")),
                ("departs_from", models.CharField(blank=True, max_length=200, verbose_name="from")),
                ("departs_on", models.DateField(blank=True, null=True, verbose_name="departs on")),
                ("departs_time", models.TimeField(blank=True, null=True, verbose_name="departs at")),
                (
                    "departs_zone",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[people.validators.validate_zone],
                        verbose_name="time zone of departure",
                    ),
                ),
                ("arrives_in", models.CharField(blank=True, max_length=200, verbose_name="to")),
                ("arrives_on", models.DateField(blank=True, null=True, verbose_name="arrives on")),
                ("arrives_time", models.TimeField(blank=True, null=True, verbose_name="arrives at")),
                (
                    "arrives_zone",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[people.validators.validate_zone],
                        verbose_name="time zone of arrival",
                    ),
                ),
                (
                    "terminal",
                    models.CharField(blank=True, max_length=80, verbose_name="terminal, hall or platform"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("departs_at", models.DateTimeField(editable=False, null=True)),
                ("arrives_at", models.DateTimeField(editable=False, null=True)),
                ("arrived_at", models.DateTimeField(editable=False, null=True)),
                ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="legs",
                        to="delegations.delegation",
                        verbose_name="delegation",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.event"
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
                "verbose_name": "leg of a journey",
                "ordering": ["departs_at", "arrives_at", "pk"],
                "indexes": [models.Index(fields=["event", "arrives_at"], name="leg_arrival")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("departs_at", None),
                            ("arrives_at", None),
                            ("arrives_at__gt", models.F("departs_at")),
                            _connector="OR",
                        ),
                        name="leg_arrives_after_departure",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTemplate",
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
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("en", "English"),
                                ("zh-hans", "简体中文"),
                                ("es", "Español"),
                                ("pt", "Português"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                ("file", models.CharField(editable=False, max_length=64)),
                ("file_name", models.CharField(editable=False, max_length=200)),
                ("retired_at", models.DateTimeField(editable=False, null=True)),
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
                "verbose_name": "letter template",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("office", "name"),
                        name="letter_template_name_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationLetter",
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
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("en", "English"),
                                ("zh-hans", "简体中文"),
                                ("es", "Español"),
                                ("pt", "Português"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                (
                    "side_by_side",
                    models.BooleanField(default=False, verbose_name="two languages side by side"),
                ),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                ("issued_on", models.DateField(verbose_name="date")),
                (
                    "addressee",
                    models.CharField(blank=True, max_length=300, verbose_name="to whom it is addressed"),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("cities", models.CharField(blank=True, max_length=300, verbose_name="cities")),
                ("stays_from", models.DateField(verbose_name="from")),
                ("stays_until", models.DateField(verbose_name="until")),
                (
                    "payer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("host", "the host"),
                            ("sender", "the sending side"),
                            ("guest", "the guest"),
                            ("shared", "both sides, as stated below"),
                        ],
                        max_length=10,
                        verbose_name="who pays",
                    ),
                ),
                (
                    "payment_note",
                    models.CharField(blank=True, max_length=300, verbose_name="what is paid by whom"),
                ),
                ("signed_by", models.CharField(blank=True, max_length=200, verbose_name="who signs")),
                ("signed_as", models.CharField(blank=True, max_length=300, verbose_name="post of who signs")),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="delegations.delegation",
                    ),
                ),
                (
                    "issued_by",
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
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.registration",
                        verbose_name="participant",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delegations.lettertemplate",
                        verbose_name="letter template",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of invitation",
                "ordering": ["-issued_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "number"), name="invitation_letter_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delegation__isnull", False), ("registration__isnull", False), _connector="OR"
                        ),
                        name="invitation_letter_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stays_until__gte", models.F("stays_from"))),
                        name="invitation_letter_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "leader"),
                            ("deputy", "deputy leader"),
                            ("member", "member"),
                            ("escort", "accompanying person"),
                            ("interpreter", "interpreter"),
                            ("liaison", "liaison"),
                            ("media", "media"),
                        ],
                        default="member",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("itinerary_link_revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("introduced", models.PositiveBigIntegerField(editable=False, null=True)),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="delegations.delegation",
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
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.registration",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "member",
                "verbose_name_plural": "members",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Needs",
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
                ("diet", models.BinaryField(default=bytes)),
                ("medical", models.BinaryField(default=bytes)),
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
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.registration",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ProtocolSettings",
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
                    "approve_outbound",
                    models.BooleanField(
                        default=False,
                        verbose_name="a delegation that we send needs an approval by the foreign-affairs office",
                    ),
                ),
                (
                    "approve_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="a delegation that we receive needs one from this many people",
                    ),
                ),
                (
                    "keep_documents_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        verbose_name="days for which passport and health data are kept after the visit",
                    ),
                ),
                (
                    "passport_months",
                    models.PositiveSmallIntegerField(
                        default=6, verbose_name="months for which a passport must be valid beyond the stay"
                    ),
                ),
                (
                    "letter_signed_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who signs letters of invitation"
                    ),
                ),
                (
                    "letter_signed_as",
                    models.CharField(blank=True, max_length=300, verbose_name="post of who signs"),
                ),
                (
                    "letterhead",
                    models.TextField(
                        blank=True,
                        help_text="Name and address as they stand at the head of letters.",
                        verbose_name="letterhead",
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
                "constraints": [models.UniqueConstraint(fields=("office",), name="protocol_settings_once")],
            },
        ),
        migrations.CreateModel(
            name="Sender",
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
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="senders",
                        to="delegations.delegation",
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
                    models.UniqueConstraint(fields=("delegation", "organization"), name="sender_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
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
                        blank=True,
                        choices=[
                            ("single", "single"),
                            ("double", "double"),
                            ("twin", "twin"),
                            ("suite", "suite"),
                        ],
                        max_length=10,
                        verbose_name="kind of room",
                    ),
                ),
                ("room", models.CharField(blank=True, max_length=20, verbose_name="room number")),
                ("beds", models.PositiveSmallIntegerField(default=1, verbose_name="places")),
                ("check_in", models.DateField(verbose_name="from")),
                ("check_out", models.DateField(verbose_name="until")),
                ("booking", models.CharField(blank=True, max_length=40, verbose_name="booking reference")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stays",
                        to="delegations.delegation",
                        verbose_name="delegation",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.event"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="events.venue",
                        verbose_name="hotel",
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
                "verbose_name": "hotel room",
                "ordering": ["check_in", "hotel", "room", "pk"],
                "indexes": [models.Index(fields=["event", "check_in"], name="stay_event")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("check_out__gt", models.F("check_in"))),
                        name="stay_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Occupant",
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
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.registration",
                        verbose_name="participant",
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occupants",
                        to="delegations.stay",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("stay", "registration"), name="occupant_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stop",
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
                ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=200, verbose_name="contact by name"),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=40, verbose_name="telephone of the contact"),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("purpose_en", models.TextField(blank=True, null=True, verbose_name="purpose")),
                ("purpose_zh_hans", models.TextField(blank=True, null=True, verbose_name="purpose")),
                ("purpose_es", models.TextField(blank=True, null=True, verbose_name="purpose")),
                ("purpose_pt", models.TextField(blank=True, null=True, verbose_name="purpose")),
                ("wear", models.CharField(blank=True, max_length=200, verbose_name="what to wear")),
                (
                    "wear_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what to wear"),
                ),
                (
                    "wear_zh_hans",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what to wear"),
                ),
                (
                    "wear_es",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what to wear"),
                ),
                (
                    "wear_pt",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="what to wear"),
                ),
                ("bring", models.CharField(blank=True, max_length=300, verbose_name="what to bring")),
                (
                    "bring_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what to bring"),
                ),
                (
                    "bring_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what to bring"),
                ),
                (
                    "bring_es",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what to bring"),
                ),
                (
                    "bring_pt",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what to bring"),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="contact",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
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
                "verbose_name": "stop of a visit",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TravelDocument",
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
                            ("ordinary", "ordinary passport"),
                            ("service", "service passport"),
                            ("diplomatic", "diplomatic passport"),
                            ("identity_card", "identity card"),
                            ("laissez_passer", "laissez-passer"),
                        ],
                        default="ordinary",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(max_length=2, verbose_name="issuing country"),
                ),
                ("number", models.BinaryField(default=bytes)),
                ("number_index", models.BinaryField(max_length=32)),
                ("printed_name", models.BinaryField(default=bytes)),
                ("born_on", models.BinaryField(default=bytes)),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("delete_after", models.DateField(blank=True, null=True, verbose_name="kept until")),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "travel document",
                "ordering": ["-expires_on", "pk"],
                "indexes": [
                    models.Index(fields=["office", "number_index"], name="travel_document_number"),
                    models.Index(fields=["delete_after"], name="travel_document_retention"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "number_index"), name="travel_document_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on", None),
                            ("expires_on", None),
                            ("expires_on__gt", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="travel_document_expires_after_issue",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Traveller",
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
                ("seat", models.CharField(blank=True, max_length=10, verbose_name="seat")),
                ("booking", models.CharField(blank=True, max_length=20, verbose_name="booking reference")),
                (
                    "leg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="travellers",
                        to="delegations.leg",
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
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.registration",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("leg", "registration"), name="traveller_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Vehicle",
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
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("car", "car"),
                            ("minibus", "minibus"),
                            ("bus", "bus"),
                            ("escort", "escort vehicle"),
                            ("luggage", "luggage vehicle"),
                        ],
                        default="car",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("plate", models.CharField(blank=True, max_length=20, verbose_name="number plate")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="seats for passengers"
                    ),
                ),
                ("driver", models.CharField(blank=True, max_length=200, verbose_name="driver")),
                (
                    "driver_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="telephone of the driver"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, verbose_name="place in the motorcade"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.event"
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
                "verbose_name": "vehicle",
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("event", "name"), name="vehicle_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Ride",
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
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="seat")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.agendaitem",
                    ),
                ),
                (
                    "leg",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rides",
                        to="delegations.leg",
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
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.registration",
                        verbose_name="participant",
                    ),
                ),
                (
                    "vehicle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rides",
                        to="delegations.vehicle",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item", None), ("leg__isnull", False)),
                            models.Q(("item__isnull", False), ("leg", None)),
                            _connector="OR",
                        ),
                        name="ride_of_leg_or_item",
                    ),
                    models.UniqueConstraint(fields=("registration", "leg"), name="ride_once_a_leg"),
                    models.UniqueConstraint(fields=("registration", "item"), name="ride_once_an_item"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisaCase",
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
                            ("documents_wanted", "documents wanted"),
                            ("documents_checked", "documents checked"),
                            ("letter_issued", "letter issued"),
                            ("applied", "applied for"),
                            ("issued", "issued"),
                            ("refused", "refused"),
                            ("exempt", "not needed"),
                        ],
                        default="documents_wanted",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True, help_text="Such as F or M.", max_length=40, verbose_name="kind of visa"
                    ),
                ),
                (
                    "consulate",
                    models.CharField(blank=True, max_length=200, verbose_name="where it is applied for"),
                ),
                ("wanted_by", models.DateField(blank=True, null=True, verbose_name="needed by")),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="applied for on")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("entries", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="entries")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="delegations.traveldocument",
                        verbose_name="travel document",
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
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.registration",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "visa case",
                "ordering": ["pk"],
            },
        ),
    ]
