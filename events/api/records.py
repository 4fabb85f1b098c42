"""The doors of exhibits, sources and credits."""

from __future__ import annotations

from base.inputs import changing
from events.api.doors import READ, WRITE, VerbDoor, Verbs
from events.api.filters import CreditFilter, ExhibitFilter, SourceFilter
from events.api.inputs import CreditInput, ExhibitInput, SourceInput
from events.api.record_pictures import CREDIT, EXHIBIT, SOURCE
from events.models import Credit, Exhibit, Source
from events.services import exhibits, sources
from people.api.doors import keeping


class ExhibitDoor(VerbDoor):
    """An achievement with its owner and field; or, without a list, how many were shown."""

    rule = keeping(READ, WRITE)
    model, picture = Exhibit, EXHIBIT
    one, many = "an exhibit", "exhibits"
    parent = "event"
    input, changes = ExhibitInput, changing(ExhibitInput)
    filterset_class = ExhibitFilter
    related = ("item", "owner")
    verbs = Verbs(exhibits.add_exhibit, exhibits.amend_exhibit, exhibits.delete_exhibit)


class SourceDoor(VerbDoor):
    """A published text on an event, with who made it."""

    rule = keeping(READ, WRITE)
    model, picture = Source, SOURCE
    one, many = "a source", "sources"
    parent = "event"
    input, changes = SourceInput, changing(SourceInput)
    filterset_class = SourceFilter
    verbs = Verbs(sources.add_source, sources.amend_source, sources.delete_source)


class CreditDoor(VerbDoor):
    """Who wrote, photographed or reviewed a source; without a source, the office's own report."""

    rule = keeping(READ, WRITE)
    model, picture = Credit, CREDIT
    one, many = "a credit", "credits"
    parent = "event"
    input, changes = CreditInput, changing(CreditInput)
    filterset_class = CreditFilter
    related = ("person", "source")
    verbs = Verbs(sources.add_credit, sources.amend_credit, sources.remove_credit)
