"""What state may follow which, for agreements, follow-ups, extensions and projects."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgreementState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    NEGOTIATING = "negotiating", _("negotiating")
    TEXT_AGREED = "text_agreed", _("text agreed")
    SIGNED = "signed", _("signed")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")
    RENEWED = "renewed", _("renewed")


AGREEMENT_MOVES: dict[str, frozenset[str]] = {
    AgreementState.PROPOSED: frozenset({"negotiating", "text_agreed", "terminated"}),
    AgreementState.NEGOTIATING: frozenset({"text_agreed", "terminated"}),
    AgreementState.TEXT_AGREED: frozenset({"negotiating", "signed", "terminated"}),
    AgreementState.SIGNED: frozenset({"in_force", "terminated"}),
    AgreementState.IN_FORCE: frozenset({"expired", "terminated", "renewed"}),
    AgreementState.EXPIRED: frozenset({"renewed"}),
    AgreementState.TERMINATED: frozenset(),
    AgreementState.RENEWED: frozenset(),
}


class FollowUpState(models.TextChoices):
    OPEN = "open", pgettext_lazy("follow-up", "open")
    IN_PROGRESS = "in_progress", pgettext_lazy("follow-up", "in progress")
    REPORTED = "reported", pgettext_lazy("follow-up", "reported")
    VERIFIED = "verified", pgettext_lazy("follow-up", "verified")
    DROPPED = "dropped", pgettext_lazy("follow-up", "dropped")


FOLLOW_UP_MOVES: dict[str, frozenset[str]] = {
    FollowUpState.OPEN: frozenset({"in_progress", "reported", "dropped"}),
    FollowUpState.IN_PROGRESS: frozenset({"reported", "dropped"}),
    FollowUpState.REPORTED: frozenset({"verified", "in_progress", "dropped"}),
    FollowUpState.VERIFIED: frozenset(),
    FollowUpState.DROPPED: frozenset({"open"}),
}
UNFINISHED = frozenset({FollowUpState.OPEN, FollowUpState.IN_PROGRESS})


class ExtensionState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("extension", "asked for")
    GRANTED = "granted", pgettext_lazy("extension", "granted")
    REFUSED = "refused", pgettext_lazy("extension", "refused")


EXTENSION_MOVES: dict[str, frozenset[str]] = {
    ExtensionState.ASKED: frozenset({"granted", "refused"}),
    ExtensionState.GRANTED: frozenset(),
    ExtensionState.REFUSED: frozenset(),
}


class ProjectState(models.TextChoices):
    INTENTION = "intention", pgettext_lazy("project", "intention")
    SIGNED = "signed", pgettext_lazy("project", "signed")
    IMPLEMENTING = "implementing", pgettext_lazy("project", "being implemented")
    COMPLETED = "completed", pgettext_lazy("project", "completed")
    TERMINATED = "terminated", pgettext_lazy("project", "terminated")


PROJECT_MOVES: dict[str, frozenset[str]] = {
    ProjectState.INTENTION: frozenset({"signed", "implementing", "terminated"}),
    ProjectState.SIGNED: frozenset({"intention", "implementing", "terminated"}),
    ProjectState.IMPLEMENTING: frozenset({"signed", "completed", "terminated"}),
    ProjectState.COMPLETED: frozenset({"implementing"}),
    ProjectState.TERMINATED: frozenset({"intention", "signed", "implementing"}),
}
ALIVE = frozenset({ProjectState.INTENTION, ProjectState.SIGNED, ProjectState.IMPLEMENTING})
