"""To what end: what was signed and agreed, and what follows from it."""

from agreements.models.agreement import Agreement, AgreementKind, Party
from agreements.models.follow_up import FollowUp, ProgressNote
from agreements.models.outcome import AGREED_KINDS, Outcome, OutcomeActor, OutcomeKind
from agreements.models.signature import Signature

__all__ = [
    "AGREED_KINDS",
    "Agreement",
    "AgreementKind",
    "FollowUp",
    "Outcome",
    "OutcomeActor",
    "OutcomeKind",
    "Party",
    "ProgressNote",
    "Signature",
]
