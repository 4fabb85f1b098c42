"""The tables of the room."""

import base.fields
import base.search
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
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
        ("events", "0001_initial"),
        ("events", "0002_five_texts"),
        ("events", "0003_order_of_countries"),
        ("events", "0004_named"),
        ("events", "0005_statistics_index"),
        ("events", "0006_quotas_and_notification"),
        ("events", "0007_seating"),
        ("events", "0008_reason_told"),
    ]

    dependencies = [
        ("people", "0001_squashed_0011_notice_queue_order"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
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
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("edition", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="edition")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("seminar", "seminar"),
                            ("forum", "forum"),
                            ("conference", "conference"),
                            ("symposium", "symposium"),
                            ("visit", "visit"),
                            ("ceremony", "ceremony"),
                            ("exhibition", "exhibition"),
                            ("matchmaking", "matchmaking"),
                            ("training", "training"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "in person"),
                            ("online", "online"),
                            ("hybrid", "in person and online"),
                        ],
                        max_length=20,
                        verbose_name="mode",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "public, listed on the home page"),
                            ("unlisted", "by link only"),
                            ("internal", "only for the office"),
                        ],
                        default="public",
                        max_length=20,
                        verbose_name="visibility",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("postponed", "postponed"),
                            ("running", "running"),
                            ("held", "held"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
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
                ("theme", models.CharField(blank=True, max_length=300, verbose_name="theme")),
                ("theme_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="theme")),
                (
                    "theme_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="theme"),
                ),
                ("theme_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="theme")),
                ("theme_pt", models.CharField(blank=True, max_length=300, null=True, verbose_name="theme")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_es", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_pt", models.TextField(blank=True, null=True, verbose_name="summary")),
                (
                    "aims",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="a list of texts by language code",
                        verbose_name="aims",
                    ),
                ),
                (
                    "policies",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="a list of texts by language code",
                        verbose_name="policies it serves",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                ("place_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="place")),
                (
                    "place_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="place"),
                ),
                ("place_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="place")),
                ("place_pt", models.CharField(blank=True, max_length=300, null=True, verbose_name="place")),
                ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                (
                    "country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[people.validators.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                ("start_on", base.fields.PartialDateField(blank=True, null=True, verbose_name="first day")),
                ("start_time", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                ("end_on", base.fields.PartialDateField(blank=True, null=True, verbose_name="last day")),
                ("end_time", models.TimeField(blank=True, null=True, verbose_name="ends at")),
                (
                    "part_of_day",
                    models.CharField(
                        blank=True,
                        choices=[("morning", "morning"), ("afternoon", "afternoon"), ("evening", "evening")],
                        max_length=12,
                        verbose_name="part of the day",
                    ),
                ),
                (
                    "duration_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="When the days are counted but not dated.",
                        null=True,
                        verbose_name="number of days",
                    ),
                ),
                ("starts_at", models.DateTimeField(editable=False, null=True)),
                ("ends_at", models.DateTimeField(editable=False, null=True)),
                ("schedule_revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "reason_told",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        help_text="why it is postponed or cancelled; empty where they are not told",
                        max_length=300,
                        verbose_name="reason told to those registered",
                    ),
                ),
                ("scheduled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty when not limited.", null=True, verbose_name="seats"
                    ),
                ),
                ("seats_taken", models.PositiveIntegerField(default=0, editable=False)),
                ("last_seq", models.PositiveIntegerField(default=0, editable=False)),
                ("waiting_list", models.BooleanField(default=True, verbose_name="keep a waiting list")),
                (
                    "approval_required",
                    models.BooleanField(default=False, verbose_name="registrations need approval"),
                ),
                (
                    "registration_opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration opens"),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration closes"),
                ),
                (
                    "join_url",
                    models.URLField(
                        blank=True,
                        help_text="Shown to confirmed participants only.",
                        verbose_name="joining link",
                    ),
                ),
                (
                    "stream_url",
                    models.URLField(blank=True, help_text="Shown to everyone.", verbose_name="live stream"),
                ),
                (
                    "broadcast",
                    models.CharField(
                        blank=True,
                        choices=[("live", "broadcast live"), ("later", "broadcast later")],
                        max_length=8,
                        verbose_name="broadcast",
                    ),
                ),
                (
                    "broadcast_countries",
                    django_countries.fields.CountryField(
                        blank=True,
                        max_length=800,
                        multiple=True,
                        multiple_sort=False,
                        verbose_name="broadcast in",
                    ),
                ),
                ("contact_name", models.CharField(blank=True, max_length=200, verbose_name="whom to ask")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="contact e-mail"),
                ),
                (
                    "interchange",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="what an imported schedule states of the conference and has no field here",
                    ),
                ),
                ("search", base.search.SearchField(default="", editable=False)),
                (
                    "cloned_from",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.event",
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
                    "organizations_named",
                    models.ManyToManyField(
                        blank=True,
                        editable=False,
                        help_text="whom the record of the event speaks of, though they have no part in it",
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_events",
                        to="events.event",
                        verbose_name="part of",
                    ),
                ),
                (
                    "people_named",
                    models.ManyToManyField(
                        blank=True,
                        editable=False,
                        help_text="whom the record of the event speaks of, though they have no part in it",
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": [models.OrderBy(models.F("starts_at"), descending=True, nulls_first=True), "-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="event_search"),
                    models.Index(fields=["office", "-starts_at"], name="event_office_start"),
                    models.Index(fields=["visibility", "state", "-starts_at"], name="event_public"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity", None), ("seats_taken__lte", models.F("capacity")), _connector="OR"
                        ),
                        name="event_seats_within_capacity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at", None),
                            ("ends_at", None),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="event_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="event_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                            ("opening", "opening"),
                            ("session", "session"),
                            ("symposium", "symposium"),
                            ("speech", "speech"),
                            ("lecture", "lecture"),
                            ("talks", "talks"),
                            ("panel", "panel"),
                            ("site_visit", "site visit"),
                            ("signing", "signing"),
                            ("unveiling", "unveiling"),
                            ("appointment", "appointment"),
                            ("launch", "launch"),
                            ("exhibition", "exhibition"),
                            ("matchmaking", "matchmaking"),
                            ("group_photo", "group photo"),
                            ("meal", "meal"),
                            ("transfer", "transfer"),
                            ("break", "break"),
                            ("closing", "closing"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
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
                (
                    "gist",
                    models.TextField(
                        blank=True,
                        help_text="What it was about, or what happened, in a few sentences.",
                        verbose_name="gist",
                    ),
                ),
                (
                    "gist_en",
                    models.TextField(
                        blank=True,
                        help_text="What it was about, or what happened, in a few sentences.",
                        null=True,
                        verbose_name="gist",
                    ),
                ),
                (
                    "gist_zh_hans",
                    models.TextField(
                        blank=True,
                        help_text="What it was about, or what happened, in a few sentences.",
                        null=True,
                        verbose_name="gist",
                    ),
                ),
                (
                    "gist_es",
                    models.TextField(
                        blank=True,
                        help_text="What it was about, or what happened, in a few sentences.",
                        null=True,
                        verbose_name="gist",
                    ),
                ),
                (
                    "gist_pt",
                    models.TextField(
                        blank=True,
                        help_text="What it was about, or what happened, in a few sentences.",
                        null=True,
                        verbose_name="gist",
                    ),
                ),
                (
                    "abstract",
                    models.TextField(
                        blank=True,
                        help_text="What the programme says about it beforehand.",
                        verbose_name="announcement",
                    ),
                ),
                (
                    "abstract_en",
                    models.TextField(
                        blank=True,
                        help_text="What the programme says about it beforehand.",
                        null=True,
                        verbose_name="announcement",
                    ),
                ),
                (
                    "abstract_zh_hans",
                    models.TextField(
                        blank=True,
                        help_text="What the programme says about it beforehand.",
                        null=True,
                        verbose_name="announcement",
                    ),
                ),
                (
                    "abstract_es",
                    models.TextField(
                        blank=True,
                        help_text="What the programme says about it beforehand.",
                        null=True,
                        verbose_name="announcement",
                    ),
                ),
                (
                    "abstract_pt",
                    models.TextField(
                        blank=True,
                        help_text="What the programme says about it beforehand.",
                        null=True,
                        verbose_name="announcement",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                (
                    "links",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="a list of {url, title} in order",
                        verbose_name="links",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("held", "held"), ("dropped", "dropped")],
                        default="planned",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("on", base.fields.PartialDateField(blank=True, null=True, verbose_name="day")),
                ("start_time", models.TimeField(blank=True, null=True, verbose_name="begins at")),
                ("end_time", models.TimeField(blank=True, null=True, verbose_name="ends at")),
                (
                    "part_of_day",
                    models.CharField(
                        blank=True,
                        choices=[("morning", "morning"), ("afternoon", "afternoon"), ("evening", "evening")],
                        max_length=12,
                        verbose_name="part of the day",
                    ),
                ),
                ("starts_at", models.DateTimeField(editable=False, null=True)),
                ("ends_at", models.DateTimeField(editable=False, null=True)),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                ("place_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="place")),
                (
                    "place_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="place"),
                ),
                ("place_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="place")),
                ("place_pt", models.CharField(blank=True, max_length=300, null=True, verbose_name="place")),
                ("public", models.BooleanField(default=True, verbose_name="shown in the public programme")),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "guid",
                    models.UUIDField(
                        editable=False,
                        help_text="the item's identifier in the schedule that it came from",
                        null=True,
                    ),
                ),
                (
                    "interchange",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="what that schedule states and has no field here",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organization",
                        verbose_name="host organization",
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
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agenda", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "ordering": ["on", models.OrderBy(models.F("starts_at"), nulls_first=True), "position", "pk"],
                "indexes": [models.Index(fields=["event", "on", "starts_at", "position"], name="item_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at", None),
                            ("ends_at", None),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="item_ends_after_start",
                    ),
                    models.UniqueConstraint(fields=("event", "guid"), name="item_guid_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exhibit",
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
                ("title", models.CharField(blank=True, max_length=300, verbose_name="what is shown")),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what is shown"),
                ),
                (
                    "title_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what is shown"),
                ),
                (
                    "title_es",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what is shown"),
                ),
                (
                    "title_pt",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="what is shown"),
                ),
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
                    "count",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="When only their number is known; else empty.",
                        null=True,
                        verbose_name="how many",
                    ),
                ),
                (
                    "count_as_worded",
                    models.CharField(blank=True, max_length=120, verbose_name="number as worded"),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "in person"),
                            ("online", "online"),
                            ("hybrid", "in person and online"),
                        ],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exhibits",
                        to="events.event",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="exhibits",
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
                        to="people.organization",
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "exhibit",
                "verbose_name_plural": "exhibits",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Group",
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
                ("label", models.CharField(blank=True, max_length=300, verbose_name="who they are")),
                (
                    "label_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="who they are"),
                ),
                (
                    "label_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="who they are"),
                ),
                (
                    "label_es",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="who they are"),
                ),
                (
                    "label_pt",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="who they are"),
                ),
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
                ("category", models.CharField(blank=True, max_length=120, verbose_name="category")),
                ("rank", models.CharField(blank=True, max_length=120, verbose_name="rank as worded")),
                (
                    "countries",
                    django_countries.fields.CountryField(
                        blank=True,
                        max_length=800,
                        multiple=True,
                        multiple_sort=False,
                        verbose_name="countries",
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="regions",
                    ),
                ),
                (
                    "list_complete",
                    models.BooleanField(
                        blank=True,
                        help_text="No for “such as”; empty when not stated.",
                        null=True,
                        verbose_name="the list is complete",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="events.event"
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
                    "organizations",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="people.organization", verbose_name="organizations"
                    ),
                ),
            ],
            options={
                "verbose_name": "group",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Photo",
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
                ("caption", models.CharField(blank=True, max_length=500, verbose_name="caption")),
                (
                    "caption_en",
                    models.CharField(blank=True, max_length=500, null=True, verbose_name="caption"),
                ),
                (
                    "caption_zh_hans",
                    models.CharField(blank=True, max_length=500, null=True, verbose_name="caption"),
                ),
                (
                    "caption_es",
                    models.CharField(blank=True, max_length=500, null=True, verbose_name="caption"),
                ),
                (
                    "caption_pt",
                    models.CharField(blank=True, max_length=500, null=True, verbose_name="caption"),
                ),
                ("file", models.CharField(blank=True, editable=False, max_length=64)),
                ("media_type", models.CharField(blank=True, editable=False, max_length=60)),
                ("width", models.PositiveIntegerField(editable=False, null=True)),
                ("height", models.PositiveIntegerField(editable=False, null=True)),
                ("public", models.BooleanField(default=False, verbose_name="may be published")),
                ("position", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="events.event"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="photos",
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
                    "photographer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="photographer",
                    ),
                ),
            ],
            options={
                "verbose_name": "photograph",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Registration",
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
                            ("participant", "participant"),
                            ("guest", "guest of honour"),
                            ("speaker", "speaker"),
                            ("host", "host side"),
                            ("official", "official"),
                            ("exhibitor", "exhibitor"),
                            ("interpreter", "interpreter"),
                            ("media", "media"),
                            ("staff", "staff"),
                        ],
                        default="participant",
                        max_length=20,
                        verbose_name="role",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("pending", "waiting for approval"),
                            ("confirmed", "confirmed"),
                            ("waitlisted", "on the waiting list"),
                            ("attended", "attended"),
                            ("absent", "absent"),
                            ("declined", "declined"),
                            ("cancelled", "cancelled"),
                            ("substituted", "substituted"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=16,
                    ),
                ),
                ("seq", models.PositiveIntegerField(editable=False, verbose_name="number")),
                ("seats", models.PositiveIntegerField(default=1, editable=False, verbose_name="seats")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
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
                    "organization_name",
                    models.CharField(blank=True, max_length=300, verbose_name="organization"),
                ),
                ("job_title", models.CharField(blank=True, max_length=300, verbose_name="post")),
                (
                    "country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                (
                    "notified_on",
                    base.fields.PartialDateField(
                        blank=True, null=True, verbose_name="participation notified on"
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="note to the organizer")),
                ("consented_at", models.DateTimeField(editable=False, null=True)),
                ("confirmed_at", models.DateTimeField(editable=False, null=True)),
                ("link_revision", models.PositiveSmallIntegerField(default=1, editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="events.event",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
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
                        verbose_name="organization in the directory",
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
                (
                    "posts",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="people.post", verbose_name="posts held then"
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "ordering": ["seq"],
                "indexes": [
                    models.Index(fields=["event", "state", "seq"], name="registration_state"),
                    models.Index(
                        fields=["event", "state", "country"],
                        include=("seats", "id", "person", "role", "office"),
                        name="registration_counts",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", None), ("person__isnull", False)),
                            models.Q(("group__isnull", False), ("person", None)),
                            _connector="OR",
                        ),
                        name="registration_person_or_group",
                    ),
                    models.UniqueConstraint(fields=("event", "seq"), name="registration_seq_once"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["cancelled", "declined", "substituted"]), _negated=True
                        ),
                        fields=("event", "person"),
                        name="registration_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["cancelled", "declined", "substituted"]), _negated=True
                        ),
                        fields=("event", "group"),
                        name="registration_group_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventMessage",
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
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="events.event",
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
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recipients", models.ManyToManyField(related_name="+", to="events.registration")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Room",
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
                ("name", models.CharField(max_length=200, verbose_name="room")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="seats")),
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
                "ordering": ["venue__name", "name"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="room",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="events.room",
                verbose_name="room",
            ),
        ),
        migrations.CreateModel(
            name="SeatingPlan",
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
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                (
                    "name_zh_hans",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="name"),
                ),
                ("name_es", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("name_pt", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                (
                    "layout",
                    models.CharField(
                        choices=[
                            ("bilateral", "bilateral table"),
                            ("long", "long table"),
                            ("u_shape", "U-shape"),
                            ("rostrum", "rostrum with a hall"),
                            ("round", "round tables"),
                            ("classroom", "classroom"),
                            ("theatre", "theatre"),
                            ("photo", "group photo"),
                            ("signing", "signing table"),
                        ],
                        default="bilateral",
                        max_length=12,
                        verbose_name="layout",
                    ),
                ),
                (
                    "profile",
                    models.CharField(
                        choices=[
                            ("international", "international: the second to the right of the first"),
                            ("domestic", "Chinese domestic: the second to the left of the first"),
                        ],
                        default="international",
                        max_length=16,
                        verbose_name="place of honour",
                    ),
                ),
                ("side_a", models.CharField(blank=True, max_length=200, verbose_name="name of side A")),
                ("side_b", models.CharField(blank=True, max_length=200, verbose_name="name of side B")),
                (
                    "host_side",
                    models.CharField(
                        choices=[("a", "side A"), ("b", "side B")],
                        default="b",
                        max_length=1,
                        verbose_name="side of the host",
                    ),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("facing", "opposite a long side of the table"),
                            ("end", "at one end of the table"),
                        ],
                        default="facing",
                        max_length=8,
                        verbose_name="door",
                    ),
                ),
                (
                    "heads",
                    models.CharField(
                        choices=[
                            ("middle", "in the middle, opposite each other"),
                            ("ends", "at the two ends"),
                        ],
                        default="middle",
                        max_length=8,
                        verbose_name="heads of the long table",
                    ),
                ),
                (
                    "interpreters",
                    models.CharField(
                        choices=[("beside", "beside their principal"), ("behind", "behind their principal")],
                        default="beside",
                        max_length=8,
                        verbose_name="interpreters",
                    ),
                ),
                (
                    "hand",
                    models.CharField(
                        choices=[("right", "at the right hand"), ("left", "at the left hand")],
                        default="right",
                        max_length=8,
                        verbose_name="interpreter of the principal",
                    ),
                ),
                (
                    "tables",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="tables",
                    ),
                ),
                (
                    "per_table",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="seats at a table",
                    ),
                ),
                (
                    "rows",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="rows",
                    ),
                ),
                (
                    "per_row",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="seats in a row",
                    ),
                ),
                (
                    "head",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="seats at the head table or on the stage",
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
                ("origin", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seating_plans",
                        to="events.event",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="seating_plans",
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
                    "precedence",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.precedence",
                    ),
                ),
            ],
            options={
                "verbose_name": "seating plan",
                "verbose_name_plural": "seating plans",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("origin", ""), _negated=True),
                        fields=("event", "origin"),
                        name="seating_plan_origin_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatingPlace",
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
                ("label", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("a", "side A"), ("b", "side B")],
                        max_length=1,
                        verbose_name="side",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("principal", models.BooleanField(default=False, verbose_name="principal")),
                (
                    "task",
                    models.CharField(
                        blank=True,
                        choices=[("interpreter", "interpreter"), ("assistant", "assistant")],
                        max_length=12,
                        verbose_name="task",
                    ),
                ),
                ("pinned", models.CharField(blank=True, max_length=20, verbose_name="seat")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "beside",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="helpers",
                        to="events.seatingplace",
                        verbose_name="beside",
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
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seating_places",
                        to="events.registration",
                        verbose_name="participant",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="events.seatingplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in a seating plan",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), ("person", None), ("registration__isnull", False)),
                            models.Q(("label", ""), ("person__isnull", False), ("registration", None)),
                            models.Q(
                                ("person", None),
                                ("registration", None),
                                models.Q(("label", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="seating_place_of_one",
                    ),
                    models.UniqueConstraint(
                        fields=("plan", "registration"), name="seating_registration_once"
                    ),
                    models.UniqueConstraint(fields=("plan", "person"), name="seating_person_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("pinned", ""), _negated=True),
                        fields=("plan", "pinned"),
                        name="seating_pinned_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
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
                    "founded_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="held since"),
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
                "verbose_name": "series",
                "verbose_name_plural": "series",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="events.series",
                verbose_name="series",
            ),
        ),
        migrations.CreateModel(
            name="Source",
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
                ("headline", models.CharField(blank=True, max_length=500, verbose_name="headline")),
                ("publisher", models.CharField(blank=True, max_length=300, verbose_name="publisher")),
                (
                    "issuer",
                    models.CharField(
                        blank=True,
                        help_text="Whose text it is, where another published it.",
                        max_length=300,
                        verbose_name="issued by",
                    ),
                ),
                ("dateline", models.CharField(blank=True, max_length=200, verbose_name="dateline")),
                ("section", models.CharField(blank=True, max_length=200, verbose_name="section")),
                (
                    "published_on",
                    base.fields.PartialDateField(blank=True, null=True, verbose_name="published on"),
                ),
                ("published_time", models.TimeField(blank=True, null=True, verbose_name="published at")),
                ("reads", models.PositiveIntegerField(blank=True, null=True, verbose_name="times read")),
                (
                    "notice",
                    models.TextField(
                        blank=True, help_text="Such as a notice on reproduction.", verbose_name="notice"
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                ("quote", models.TextField(blank=True, verbose_name="quoted passage")),
                (
                    "captions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="captions",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="events.event"
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
                "verbose_name": "source",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Credit",
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
                            ("written_by", "written by"),
                            ("photos_by", "photos by"),
                            ("reviewed_by", "reviewed by"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="credits", to="events.event"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="events.source",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "source", "person", "role"), name="credit_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Track",
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
                ("name", models.CharField(max_length=200, verbose_name="track")),
                (
                    "interchange",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="what an imported schedule states beyond the name",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tracks", to="events.event"
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
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("event", "name"), name="track_once")],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="track",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="items",
                to="events.track",
                verbose_name="track",
            ),
        ),
        migrations.CreateModel(
            name="Venue",
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
                ("address", models.TextField(blank=True, verbose_name="address")),
                ("city", models.CharField(blank=True, max_length=120, verbose_name="city")),
                (
                    "country",
                    django_countries.fields.CountryField(blank=True, max_length=2, verbose_name="country"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
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
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("office", "name"), name="venue_name_once")],
            },
        ),
        migrations.AddField(
            model_name="room",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="events.venue",
                verbose_name="venue",
            ),
        ),
        migrations.CreateModel(
            name="CountryQuota",
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
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="seats")),
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
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotas", to="events.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "seats of a country",
                "ordering": ["country"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "country"), name="country_quota_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="EventBody",
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
                            ("host", "host"),
                            ("organizer", "organizer"),
                            ("co_organizer", "co-organizer"),
                            ("supporter", "supporter"),
                            ("guidance", "under the guidance of"),
                            ("invited", "invited body"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bodies", to="events.event"
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
                    models.UniqueConstraint(fields=("event", "organization", "role"), name="event_body_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="EventReminder",
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
                    "audience",
                    models.CharField(
                        choices=[
                            ("confirmed", "confirmed participants"),
                            ("attended", "those who attended"),
                            ("pending", "those waiting for approval"),
                            ("waitlisted", "those on the waiting list"),
                            ("speakers", "speakers"),
                        ],
                        default="confirmed",
                        max_length=20,
                        verbose_name="to whom",
                    ),
                ),
                (
                    "preset",
                    models.CharField(
                        choices=[
                            ("before", "reminder before the event"),
                            ("thanks", "thanks after the event"),
                            ("own", "own text"),
                        ],
                        default="own",
                        max_length=10,
                        verbose_name="text",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        editable=False, help_text="derived from days, time and the event's dates", null=True
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="events.event",
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
                "verbose_name": "reminder rule",
                "ordering": ["due_at", "days", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("active", True)), fields=["due_at"], name="event_reminder_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
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
                            ("attendee", "attendee"),
                            ("host_representative", "host representative"),
                            ("chair", "chair"),
                            ("moderator", "moderator"),
                            ("speaker", "speaker"),
                            ("panellist", "panellist"),
                            ("signatory", "signatory"),
                            ("witness", "witness"),
                            ("unveiler", "unveiler"),
                            ("appointee", "appointee"),
                            ("representative", "participants’ representative"),
                            ("interpreter", "interpreter"),
                        ],
                        default="speaker",
                        max_length=24,
                        verbose_name="role",
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
                (
                    "speech_title",
                    models.CharField(blank=True, max_length=300, verbose_name="title of the speech"),
                ),
                (
                    "speech_title_en",
                    models.CharField(
                        blank=True, max_length=300, null=True, verbose_name="title of the speech"
                    ),
                ),
                (
                    "speech_title_zh_hans",
                    models.CharField(
                        blank=True, max_length=300, null=True, verbose_name="title of the speech"
                    ),
                ),
                (
                    "speech_title_es",
                    models.CharField(
                        blank=True, max_length=300, null=True, verbose_name="title of the speech"
                    ),
                ),
                (
                    "speech_title_pt",
                    models.CharField(
                        blank=True, max_length=300, null=True, verbose_name="title of the speech"
                    ),
                ),
                ("gist", models.TextField(blank=True, verbose_name="gist of the speech")),
                ("gist_en", models.TextField(blank=True, null=True, verbose_name="gist of the speech")),
                ("gist_zh_hans", models.TextField(blank=True, null=True, verbose_name="gist of the speech")),
                ("gist_es", models.TextField(blank=True, null=True, verbose_name="gist of the speech")),
                ("gist_pt", models.TextField(blank=True, null=True, verbose_name="gist of the speech")),
                (
                    "language",
                    models.CharField(blank=True, max_length=10, verbose_name="language of the speech"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "interchange",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        help_text="what an imported schedule states of the speaker",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="events.event",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="events.group",
                        verbose_name="group",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="events.agendaitem",
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
                "verbose_name": "participation",
                "ordering": ["position", "pk"],
                "indexes": [models.Index(fields=["event", "person"], name="participation_event")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", None), ("person__isnull", False)),
                            models.Q(("group__isnull", False), ("person", None)),
                            _connector="OR",
                        ),
                        name="participation_person_or_group",
                    ),
                    models.UniqueConstraint(fields=("item", "person", "role"), name="participation_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparationTask",
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
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tasks", to="events.event"
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
                    "who",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "preparation task",
                "ordering": [models.OrderBy(models.F("due_on"), nulls_last=True), "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["office", "due_on"], name="task_open"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("edition__isnull", False)),
                fields=("series", "edition"),
                name="edition_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("ends_at__isnull", False),
                    ("room__isnull", False),
                    ("starts_at__isnull", False),
                    models.Q(("state", "dropped"), _negated=True),
                ),
                expressions=[
                    (
                        models.Func(
                            models.F("room_id"), models.F("room_id"), models.Value("[]"), function="int8range"
                        ),
                        "&&",
                    ),
                    (models.Func(models.F("starts_at"), models.F("ends_at"), function="tstzrange"), "&&"),
                ],
                name="room_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("venue", "name"), name="room_name_once"),
        ),
    ]
