"""Two records of one person or organization become one: every room's rows follow, in one transaction, and nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Signature
from agreements.services import merging as of_agreements
from base.errors import Invalid, Stale
from base.records import key
from delegations.services import merging as of_delegations
from events.services import merging as of_events
from people.models import Merger, Office, Organization, Person
from people.services import directory, journal, merging, records
from people.services.journal import Actor
from people.services.repointing import Reference, Repointing, picture

R = TypeVar("R", Person, Organization)

ROOMS = (merging, of_events, of_delegations, of_agreements)
OF_PERSON: tuple[Reference, ...] = tuple(one for room in ROOMS for one in room.OF_PERSON)
OF_ORGANIZATION: tuple[Reference, ...] = tuple(one for room in ROOMS for one in room.OF_ORGANIZATION)
OF_REGISTRATION: tuple[Reference, ...] = (*of_events.OF_REGISTRATION, *of_delegations.OF_REGISTRATION)
NOTE = "two records of one person"


@transaction.atomic
def merge_people(
    kept: Person, gone: Person, *, by: Actor, at: dt.datetime, take: Collection[str] = ()
) -> Merger:
    """All that refers to `gone` refers to `kept`, which takes the fields named in `take` and whatever it left open.

    Where both are registered for an event, the registration whose state says more stands and takes what only the other
    states; the other is cancelled and stays on record. Raises Invalid, Stale, Conflict; then nothing is written.
    """
    kept, gone = _locked(kept, gone)
    run = _run(by, at)
    pairs = of_events.double_registrations(kept, gone)
    of_events.fill_standing(pairs, by=by, at=at)
    for standing, ending in pairs:
        for reference in OF_REGISTRATION:
            run.repoint(reference, ending, standing)
    of_events.end_doubles(pairs, by=by, at=at, note=NOTE)
    of_delegations.part_from_focal_points(kept, gone)
    with of_agreements.signatures_may_follow():
        merging.fold_same_posts(kept, gone, run)
        return _merge(kept, gone, OF_PERSON, run, take, directory.amend_person)


@transaction.atomic
def merge_organizations(
    kept: Organization, gone: Organization, *, by: Actor, at: dt.datetime, take: Collection[str] = ()
) -> Merger:
    """The same for two records of one organization. Raises Conflict where both are the only parties of an agreement."""
    kept, gone = _locked(kept, gone)
    of_agreements.demand_two_parties(kept, gone)
    run = _run(by, at)
    merging.drop_links_between(kept, gone, run)
    with of_agreements.signatures_may_follow():
        return _merge(kept, gone, OF_ORGANIZATION, run, take, directory.amend_organization)


def what_follows(gone: Person | Organization) -> list[tuple[Any, int]]:
    """How many rows of each kind refer to the record: (words, count), without those of which there are none."""
    references = OF_PERSON if isinstance(gone, Person) else OF_ORGANIZATION
    counted = [
        (_words(reference), reference.model._base_manager.filter(**{reference.field: gone.pk}).count())
        for reference in references
    ]
    return [(words, count) for words, count in counted if count]


def _merge(
    kept: R,
    gone: R,
    references: Iterable[Reference],
    run: Repointing,
    take: Collection[str],
    amend: Callable[..., list[str]],
) -> Merger:
    for reference in references:
        run.repoint(reference, gone, kept)
    changes = merging.combined(kept, gone, take)
    values = {"record": picture(gone), "before": picture(kept), "folded": run.folded}
    former_uid, former_key = gone.uid, key(gone._meta.model_name or "", gone.pk)
    journal.record(gone, "merged into another", by=run.by, at=run.at)
    type(gone)._base_manager.filter(pk=gone.pk).delete()
    if changes:
        amend(kept, changes, by=run.by, at=run.at)
    else:
        records.touch(kept, at=run.at)
    merger = Merger(
        office_id=kept.office_id, former_uid=former_uid, former_key=former_key,
        kept_values=values,
        **{kept._meta.model_name or "": kept},
    )  # fmt: skip
    records.create(merger, by=run.by, at=run.at, verb="merged")
    moved = ", ".join(f"{label} {count}" for label, count in sorted(run.moved.items()))
    journal.record(
        kept, "merged", by=run.by, at=run.at, fields=sorted(run.moved), note=f"{former_key}: {moved}"
    )
    return merger


def _locked(kept: R, gone: R) -> tuple[R, R]:
    """Both rows as they are now, under lock; one merging of an office after the other. Raises Invalid, Stale."""
    if kept.pk == gone.pk:
        raise Invalid(_("Choose another record: this is the same one."), field="other")
    if kept.office_id != gone.office_id:
        raise Invalid(_("It belongs to another office."), field="other")
    Office.objects.select_for_update(of=("self",)).get(pk=kept.office_id)
    model = type(kept)
    rows = {row.pk: row for row in model._base_manager.select_for_update(of=("self",)).filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}  # fmt: skip
    if len(rows) < 2:
        raise Stale(_("Somebody deleted this in the meantime."))
    return rows[kept.pk], rows[gone.pk]


def _run(by: Actor, at: dt.datetime) -> Repointing:
    return Repointing(by, at, settle={Signature: of_agreements.settle_signature})


def _words(reference: Reference) -> Any:
    if reference.model._meta.auto_created:
        return reference.model._meta.auto_created._meta.verbose_name
    return reference.model._meta.verbose_name
