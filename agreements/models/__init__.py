"""To what end: what was signed and agreed, and what follows from it."""

from agreements.models.agreement import Agreement, AgreementKind, Renewal
from agreements.models.appointment import Appointment
from agreements.models.deadline import Cause, Deadline
from agreements.models.document import AgreementDocument
from agreements.models.follow_up import FollowUp, Priority
from agreements.models.indicator import Indicator
from agreements.models.outcome import AGREED_KINDS, ActorPart, Outcome, OutcomeActor, OutcomeKind
from agreements.models.party import Party, Representative
from agreements.models.progress import Evidence, Extension, ProgressNote
from agreements.models.project import Project, ProjectPartner, ProjectStage, ProjectUpdate
from agreements.models.signature import Signature
from agreements.models.signing import ShowStep, Signing, SigningAssistant

__all__ = [
    "AGREED_KINDS",
    "ActorPart",
    "Agreement",
    "AgreementDocument",
    "AgreementKind",
    "Appointment",
    "Cause",
    "Deadline",
    "Evidence",
    "Extension",
    "FollowUp",
    "Indicator",
    "Outcome",
    "OutcomeActor",
    "OutcomeKind",
    "Party",
    "Priority",
    "ProgressNote",
    "Project",
    "ProjectPartner",
    "ProjectStage",
    "ProjectUpdate",
    "Renewal",
    "Representative",
    "ShowStep",
    "Signature",
    "Signing",
    "SigningAssistant",
]
