"""What kinds of event there are, and how they may be held, shown and broadcast."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    SEMINAR = "seminar", _("seminar")
    FORUM = "forum", _("forum")
    CONFERENCE = "conference", _("conference")
    SYMPOSIUM = "symposium", _("symposium")
    VISIT = "visit", _("visit")
    CEREMONY = "ceremony", _("ceremony")
    EXHIBITION = "exhibition", _("exhibition")
    MATCHMAKING = "matchmaking", _("matchmaking")
    TRAINING = "training", _("training")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")


class Broadcast(models.TextChoices):
    LIVE = "live", _("broadcast live")
    LATER = "later", _("broadcast later")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("public, listed on the home page")
    UNLISTED = "unlisted", _("by link only")
    INTERNAL = "internal", _("only for the office")
