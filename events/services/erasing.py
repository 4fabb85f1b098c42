"""What becomes of an erased person at events: seats that are still to come are given back, and what they wrote goes."""

from __future__ import annotations

from itertools import groupby

from django.db.models import F, Q
from django.db.models.functions import Lower

from events.models import Event, Participation, Registration, SeatingPlace
from events.services import registration_moves
from events.states import EventState, RegistrationState
from people.models import Person
from people.services import journal
from people.services.erasing import REASON, Erasing, Rule
from people.services.moves import may_move

FIGURES = "a country names nobody, and the figures of the event rest on it"
RULES = (
    Rule(Registration, ("email", "organization_name", "job_title", "note", "language"), kept={"country": FIGURES}),
    Rule(Participation, ("interchange",)),
    Rule(Event, ("contact_name", "contact_email")),
    Rule(SeatingPlace, ("label", "reason")),
)  # fmt: skip
TO_COME = (EventState.DRAFT, EventState.PUBLISHED, EventState.POSTPONED, EventState.RUNNING)


def registrations_of(person: Person) -> list[Registration]:
    return list(Registration.objects.filter(person=person).select_related("event").order_by("event", "seq"))


def give_seats_back(registrations: list[Registration], run: Erasing) -> None:
    """Nobody is told. What was attended stays attended."""
    coming = [
        one for one in registrations
        if one.event.state in TO_COME and one.state != RegistrationState.ATTENDED
        and may_move(one, RegistrationState.CANCELLED)
    ]  # fmt: skip
    for _event, theirs in groupby(coming, key=lambda one: one.event_id):
        registration_moves.cancel(theirs, by=run.by, at=run.at, note=REASON, notify=False)


def erase(run: Erasing, registrations: list[Registration]) -> None:
    """The registrations stay as numbers of an unnamed person: role, state, country, manner. Their links open no more."""
    theirs = Q(pk__in=run.registrations)
    run.clear(
        Registration, ("email", "organization_name", "job_title", "note", "language", "organization"), theirs,
        link_revision=F("link_revision") + 1,
    )  # fmt: skip
    Registration.posts.through._default_manager.filter(registration__in=run.registrations).delete()
    journal.write(
        journal.entry(
            one, "erased", by=run.by, at=run.at, fields=("email", "organization", "job_title", "note")
        )
        for one in registrations
    )
    run.clear(Participation, ("interchange",), Q(person=run.person))
    office = Q(office=run.person.office_id)
    run.clear(SeatingPlace, ("reason",), Q(registration__in=run.registrations) | Q(person=run.person))
    if run.names:
        run.clear(SeatingPlace, ("reason",), office & Q(label__in=run.names), label=run.stand_in)
    events = Event.objects.annotate(lower_contact=Lower("contact_email")).filter(office)
    named = Q(contact_name__in=run.names) | Q(lower_contact__in=run.addresses)
    chosen = list(events.filter(named).values_list("pk", flat=True))
    run.clear(Event, ("contact_name", "contact_email"), Q(pk__in=chosen))
