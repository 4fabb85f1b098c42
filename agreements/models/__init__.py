"""To what end: what was signed and agreed, and what follows from it."""

from agreements.models.agreement import Agreement, AgreementKind, Party
from agreements.models.appointment import Appointment
from agreements.models.follow_up import FollowUp, ProgressNote
from agreements.models.indicator import Indicator
from agreements.models.outcome import AGREED_KINDS, ActorPart, Outcome, OutcomeActor, OutcomeKind
from agreements.models.signature import Signature

__all__ = [
    "AGREED_KINDS",
    "ActorPart",
    "Agreement",
    "AgreementKind",
    "Appointment",
    "FollowUp",
    "Indicator",
    "Outcome",
    "OutcomeActor",
    "OutcomeKind",
    "Party",
    "ProgressNote",
    "Signature",
]
