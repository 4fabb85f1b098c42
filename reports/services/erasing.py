"""Erasing a person: every room, the outbox, and the frozen reports, in one transaction; the journal keeps no value."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from agreements.services import erasing as of_agreements
from base import files
from base.errors import Invalid, Stale
from delegations.services import erasing as of_delegations
from events.services import erasing as of_events
from people.models import Office, OfficeRecord, Person
from people.services import erasing, journal
from people.services.erasing import REASON, Erasing, Rule, whole_names
from people.services.journal import Actor
from people.services.moves import move
from reports.dossier.redact import redacted
from reports.models import Report, ReportFile
from reports.services.builds import AFRESH, wake_builders
from reports.states import BuildState

RULES: tuple[Rule, ...] = (
    *erasing.RULES,
    *of_events.RULES,
    *of_delegations.RULES,
    *of_agreements.RULES,
)
"""What becomes of every personal field of every model."""
WORDS = frozenset({"CharField", "TextField", "TranslationCharField", "TranslationTextField", "ArrayField"})
NOT_TEXTS = frozenset({"language", "languages", "search", "sort_name", "file", "media_type", "error", "reader", "origin", "former_key"})  # fmt: skip


@transaction.atomic
def erase_person(
    person: Person, *, by: Actor, at: dt.datetime, typed: str, expected: int | None = None
) -> Counter[str]:
    """Nothing by which the person is known is left in the records; what they took part in stays, done by nobody named.

    `typed` repeats the name, so that it is not the wrong one. Returns model → rows that were emptied or deleted. Raises
    Invalid, Stale. The number of statements does not depend on how much is recorded, but for the events to come, whose
    seats are given back one event after the other.
    """
    person = _held(person, expected)
    demand_name(person, typed)
    registrations = of_events.registrations_of(person)
    run = erasing.begin(
        person, by=by, at=at,
        registrations=[(one.pk, one.uid) for one in registrations], emails=[one.email for one in registrations],
    )  # fmt: skip
    of_events.give_seats_back(registrations, run)
    of_events.erase(run, registrations)
    of_delegations.erase(run)
    of_agreements.erase(run)
    _redact_reports(run)
    erasing.erase(run, posts_kept=of_agreements.posts_signed_in(person))
    journal.record(run.person, "erased", by=by, at=at, fields=sorted(run.counted))
    return run.counted


def demand_name(person: Person, typed: str) -> None:
    """Raises Invalid unless the name is repeated as it is shown."""
    if " ".join(typed.split()) not in {person.name, person.native_name} - {""}:
        raise Invalid(_("Type the name as it is shown above."), field="name")


def mentions(person: Person) -> list[tuple[Any, int]]:
    """How many texts of each kind name the person in words: (kind, count). They stay until somebody mends them."""
    names = whole_names(person)
    emptied = {Person, Report, *(rule.model for rule in RULES if rule.deleted)}
    found = []
    for model in apps.get_models():
        if not issubclass(model, OfficeRecord) or model in emptied:
            continue
        gone = {name for rule in RULES if rule.model is model for name in rule.cleared}
        where = Q()
        for column in _texts_of(model):
            if getattr(column, "translated_field", column).name not in gone:
                for name in names:
                    where |= Q(**{f"{column.name}__icontains": name})
        count = models.QuerySet(model).filter(where, office=person.office_id).count() if where else 0
        if count:
            found.append((model._meta.verbose_name, count))
    return found


def _texts_of(model: Any) -> list[Any]:
    """Columns in which somebody wrote words."""
    return [
        one for one in model._meta.concrete_fields
        if type(one).__name__ in WORDS and not one.choices and one.name not in NOT_TEXTS
    ]  # fmt: skip


def _held(person: Person, expected: int | None) -> Person:
    """The row under lock; one erasure or merging of an office after the other. Raises Stale."""
    Office.objects.select_for_update(of=("self",)).get(pk=person.office_id)
    rows = Person.objects.select_for_update(of=("self",)).select_related("office")
    row: Person | None = rows.filter(pk=person.pk).first()
    if row is None:
        raise Stale(_("Somebody deleted this in the meantime."))
    if expected is not None and row.version != expected:
        raise Stale
    return row


def _redact_reports(run: Erasing) -> None:
    """Every version that names them, frozen or not, is replaced by a redacted one, and its files are built anew."""
    told = _reports_naming(run)
    for report in told:
        report.dossier = redacted(
            report.dossier or {}, report.record_map, uids=run.uids, names=run.names, stand_in=run.stand_in,
            local_id=f"erased-person-{run.person.pk}",
        )  # fmt: skip
    if not told:
        return
    Report.objects.bulk_update(told, ["dossier"])
    Report.objects.filter(pk__in=[report.pk for report in told]).update(
        version=F("version") + 1, updated_at=run.at
    )
    journal.write(
        journal.entry(report, "redacted", by=run.by, at=run.at, fields=("dossier",)) for report in told
    )
    _build_anew(told, run)


def _build_anew(told: list[Report], run: Erasing) -> None:
    """At once nobody is given the former files any more; after the commit they are taken off the disk."""
    rows = ReportFile.objects.filter(report__in=told)
    old = {sha for sha in rows.values_list("file", flat=True) if sha}
    emptied: dict[str, Any] = AFRESH | {"token": None, "lease_until": None, "file": "", "size": None}
    rows.filter(state=BuildState.QUEUED).update(**emptied)
    ready = list(rows.exclude(state=BuildState.QUEUED))
    move(ready, to=BuildState.QUEUED, by=run.by, at=run.at, stamp=emptied, note=REASON)
    wake_builders()
    transaction.on_commit(lambda: _forget_files(old))


def _reports_naming(run: Erasing) -> list[Report]:
    """By the record map, or by the name in its texts."""
    rows = Report.objects.filter(office=run.person.office_id, dossier__isnull=False).select_for_update(
        of=("self",)
    )
    rows = rows.annotate(
        mapped=Cast("record_map", models.TextField()), worded=Cast("dossier", models.TextField())
    )
    where = Q()
    for uid in run.uids:
        where |= Q(mapped__contains=uid)
    for name in run.names:
        where |= Q(worded__icontains=name)
    return list(rows.filter(where).order_by("pk"))


def _forget_files(hashes: set[str]) -> None:
    """The former files are taken off the disk, unless a report has the same content again."""
    still = set(ReportFile.objects.filter(file__in=hashes).values_list("file", flat=True))
    for sha in hashes - still:
        files.path_of(sha).unlink(missing_ok=True)
