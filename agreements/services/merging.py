"""What refers to people and organizations in agreements, and the one lawful way in which a signature changes whom it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from agreements.models import (
    Agreement,
    Appointment,
    Extension,
    FollowUp,
    Indicator,
    OutcomeActor,
    Party,
    ProgressNote,
    Project,
    ProjectPartner,
    Representative,
    Signature,
    SigningAssistant,
)
from base.errors import Conflict
from people.models import Organization, User
from people.services import records
from people.services.repointing import Reference, Repointing

OF_PERSON = (
    Reference(Agreement.witnesses.through, "person"), Reference(OutcomeActor, "person"), Reference(Appointment, "person"),
    Reference(FollowUp, "responsible"), Reference(FollowUp, "reported_by"), Reference(Representative, "person"),
    Reference(ProgressNote, "noted_by_person"), Reference(Extension, "asked_by_person"),
    Reference(Project, "responsible"), Reference(Signature, "person"), Reference(SigningAssistant, "person"),
)  # fmt: skip
OF_ORGANIZATION = (
    Reference(OutcomeActor, "organization"), Reference(Appointment, "organization"),
    Reference(FollowUp.supporters.through, "organization"), Reference(FollowUp, "lead"), Reference(Indicator, "subject"),
    Reference(Party, "organization"), Reference(Project, "lead"), Reference(ProjectPartner, "organization"),
)  # fmt: skip


@contextmanager
def signatures_may_follow() -> Iterator[None]:
    """Inside, within this transaction, the trigger lets a signature name another record of its signatory, post or party."""
    _permit("on")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _permit("off")


def settle_signature(row: Any, twin: Any, run: Repointing) -> bool:
    """Two signatures of one person for one party: the second is annulled, never deleted."""
    by = run.by if isinstance(run.by, User) else None
    changes = {
        "annulled_at": run.at,
        "annulled_by": by,
        "annulment": _("Recorded twice: two records of one signatory."),
    }
    records.amend(row, changes, by=run.by, at=run.at, verb="annulled")
    return True


def demand_two_parties(kept: Organization, gone: Organization) -> None:
    """Raises Conflict for an agreement that would be left with one party."""
    both = Agreement.objects.filter(parties__organization=kept).filter(parties__organization=gone)
    parties = Party.objects.filter(agreement__in=both.values("pk")).order_by().values("agreement")
    few = parties.annotate(of=Count("pk")).filter(of__lte=2).values("agreement")
    alone = Agreement.objects.filter(pk__in=few).first()
    if alone is not None:
        raise Conflict(
            _("Both are the parties of “%(agreement)s”, which needs two: mend its parties first.")
            % {"agreement": alone}
        )


def _permit(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('entente.merging', %s, true)", [value])
