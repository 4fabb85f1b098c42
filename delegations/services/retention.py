"""How long passport and health data are kept: until some days after the visit, as the office has decided."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import (  # fmt: skip
    Case,
    Count,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, TruncDate

from delegations.models import Needs, ProtocolSettings, TravelDocument
from events.models import Registration
from people.models import Office
from people.services import journal
from people.services.journal import Actor

BATCH = 500
VISIT_ENDS = Coalesce("event__ends_at", "event__starts_at")
UNDATED = Q(event__ends_at=None, event__starts_at=None)


def days_kept(office: Office) -> int:
    """After the end of the visit."""
    stated = ProtocolSettings.objects.of(office).values_list("keep_documents_days", flat=True).first()
    return stated if stated is not None else _default_days()


def with_retention(documents: Any) -> Any:
    """Travel documents with `kept_until`, computed from the visits and settings as they are now.

    The last visit counts, whether the person came or not; without one, the day of recording. It is null while the
    person is expected at an event without a date.
    """
    visits = Registration.objects.filter(person=OuterRef("person")).order_by()
    last = visits.values("person").annotate(last=Max(VISIT_ENDS)).values("last")
    undated = Exists(Registration.objects.active().filter(UNDATED, person=OuterRef("person")))
    until = Greatest(F("created_at"), Coalesce(Subquery(last), F("created_at")), output_field=DateTimeField())
    return documents.annotate(kept_until=Case(When(undated, then=None), default=_days_after(until), output_field=DateField()))  # fmt: skip


def needs_with_retention(needs: Any) -> Any:
    """Needs with `kept_until`; null while their event has no date."""
    ends = Coalesce("registration__event__ends_at", "registration__event__starts_at")
    return needs.annotate(kept_until=Case(When(registration__event__starts_at=None, registration__event__ends_at=None, then=None), default=_days_after(ends), output_field=DateField()))  # fmt: skip


def needs_due(office: Office) -> list[dict[str, Any]]:
    """Of each event, how many records of needs are kept until when; by day."""
    rows = needs_with_retention(Needs.objects.of(office)).order_by()
    counted = rows.values("kept_until", slug=F("registration__event__slug")).annotate(count=Count("pk"))
    return list(counted.order_by("kept_until", "slug"))


def recompute(documents: Any = None) -> int:
    """Write down, in one statement, until when documents are kept, where it differs; returns how many changed."""
    chosen = TravelDocument.objects.all() if documents is None else documents
    rows = with_retention(chosen.order_by())
    stated, due = Q(delete_after__isnull=False), Q(kept_until__isnull=False)
    other_day = Q(kept_until__gt=F("delete_after")) | Q(kept_until__lt=F("delete_after"))
    stale = rows.filter((stated & ~due) | (due & ~stated) | other_day)
    return int(stale.update(delete_after=F("kept_until")))


@transaction.atomic
def delete_outlived(*, at: dt.datetime, by: Actor = "clock") -> tuple[int, int]:
    """Delete passports and needs whose retention has ended; how many of each. The journal names the rows, no value.

    A batch in one transaction; the next alarm takes the next.
    """
    recompute()
    today = at.date()
    documents = TravelDocument.objects.outlived(today).select_for_update(of=("self",), skip_locked=True)
    needs = needs_with_retention(Needs.objects.all()).filter(kept_until__lt=today)
    return (
        _delete(list(documents.order_by("pk")[:BATCH]), by=by, at=at),
        _delete(list(needs.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:BATCH]), by=by, at=at),
    )  # fmt: skip


def _delete(rows: list[Any], *, by: Actor, at: dt.datetime) -> int:
    if not rows:
        return 0
    journal.write(journal.entry(row, "deleted after its retention", by=by, at=at) for row in rows)
    type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _days_after(moment: Any) -> Any:
    """The last day on which a row is kept: `moment`'s day and the office's days."""
    stated = ProtocolSettings.objects.filter(office=OuterRef("office")).values("keep_documents_days")[:1]
    days = Coalesce(Subquery(stated), Value(_default_days()), output_field=IntegerField())
    return ExpressionWrapper(TruncDate(moment, tzinfo=dt.UTC) + days, output_field=DateField())


def _default_days() -> int:
    return int(ProtocolSettings._meta.get_field("keep_documents_days").default)
