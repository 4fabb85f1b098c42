"""What somebody may eat and needs for their health: sealed; shown in clear only where it is on record who looked and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from base.errors import Invalid
from base.records import keys
from base.sealing import bound, seal, unseal
from delegations.models import Needs
from events.models import Registration
from people.models import Office
from people.services import journal, records
from people.services.journal import Actor

FIELDS = ("diet", "medical")
LONGEST = 1000


@transaction.atomic
def state_needs(
    registration: Registration,
    *,
    by: Actor,
    at: dt.datetime,
    diet: str | None = None,
    medical: str | None = None,
) -> list[str]:
    """Write what is stated, sealed; None leaves it, an empty text removes it. Returns the names of what changed. Raises Invalid."""
    given = {"diet": diet, "medical": medical}
    wanted = {name: " ".join(text.split()) for name, text in given.items() if text is not None}
    if any(len(text) > LONGEST for text in wanted.values()):
        raise Invalid(_("Write at most %(most)s characters.") % {"most": LONGEST}, field="diet")
    lock(registration)
    row = Needs.objects.select_for_update(of=("self",)).filter(registration=registration).first()
    if row is None:
        if not any(wanted.values()):
            return []
        row = Needs(office_id=registration.office_id, registration=registration)
        _write(row, wanted)
        records.create(row, by=by, at=at, verb="needs stated")
        return sorted(name for name, text in wanted.items() if text)
    changed = [name for name, text in wanted.items() if clear(row, name) != text]
    if not changed:
        return []
    _write(row, {name: wanted[name] for name in changed})
    if not any(bytes(getattr(row, name)) for name in FIELDS):
        records.delete(row, by=by, at=at, verb="needs removed")
        return changed
    row.version, row.updated_at = row.version + 1, at
    row.save(update_fields=[*changed, "version", "updated_at"])
    journal.record(row, "needs stated", by=by, at=at, fields=changed)
    return changed


def lock(registration: Registration) -> None:
    """Two who state needs of one participant for the first time follow one another."""
    Registration.objects.select_for_update(of=("self",), no_key=True).filter(pk=registration.pk).values(
        "pk"
    ).first()


def state_own(
    registration: Registration,
    *,
    at: dt.datetime,
    diet: str = "",
    medical: str = "",
    clear: bool = False,
    by: Actor = "participant",
) -> list[str]:
    """By whoever does not see what is stored: what is left empty stays, unless all is to be `clear`ed. Raises Invalid."""
    if clear:
        return state_needs(registration, diet="", medical="", by=by, at=at)
    return state_needs(registration, diet=diet or None, medical=medical or None, by=by, at=at)


def clear(row: Needs, field: str) -> str:
    """The text of one field; empty when nothing is stated. Raises SealError. Whoever shows it journals that."""
    sealed = bytes(getattr(row, field))
    return unseal(sealed, bound_to=bound(row, field)) if sealed else ""


@transaction.atomic
def reveal_needs(
    rows: Sequence[Needs], *, of: Any, by: Actor, at: dt.datetime, reason: str = "", note: str = ""
) -> list[dict[str, str]]:
    """Both texts of each row, in order; one entry on the record `of` says that they were shown, and why. Raises Invalid."""
    if not (reason.strip() or note):
        raise Invalid(_("Say why you want to see it."), field="reason")
    journal.record(of, "revealed", by=by, at=at, fields=["needs"], note=reason.strip() or note)
    return [{name: clear(row, name) for name in FIELDS} for row in rows]


@transaction.atomic
def forget_needs(*, before: dt.datetime, by: Actor, at: dt.datetime, office: Office | None = None) -> int:
    """Delete what was stated for events that ended before the moment; for an event without days the last change counts.

    Returns how many were deleted; the journal keeps that they were, and for whom.
    """
    event = "registration__event__"
    ended = Coalesce(F(f"{event}ends_at"), F(f"{event}starts_at"), F("updated_at"))
    rows = Needs.objects.annotate(ended=ended).filter(ended__lt=before)
    if office is not None:
        rows = rows.of(office)
    gone = list(rows.select_related("registration").only("office", "registration__event"))
    journal.write(
        journal.entry(
            row, "needs forgotten", by=by, at=at,
            about=keys(event=row.registration.event_id, registration=row.registration_id),
        )
        for row in gone
    )  # fmt: skip
    Needs.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)


def _write(row: Needs, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        setattr(row, name, seal(text, bound_to=bound(row, name)) if text else b"")
