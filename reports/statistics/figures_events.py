"""Figures of events, participants and delegations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.statistics.event_rows import HELD, PART, WHOLE
from reports.statistics.figure import Figure, Section, Shown
from reports.statistics.people_rows import WITH, WITHOUT
from reports.statistics.scope import CERTAIN, UNSURE
from reports.statistics.sources import DELEGATED_GROUPS, DELEGATIONS, EVENTS, GROUPS, MEMBERS, PARTICIPANTS

EVENT_UNIT, PERSON_UNIT, TIMES_UNIT = _("events"), _("persons"), _("person-times")
GROUP_UNIT, PEOPLE_UNIT, DELEGATION_UNIT = _("groups"), _("people"), _("delegations")
HELD_WHOLE = {"whole": (WHOLE,), "stage": (HELD,), "dated": (CERTAIN,)}
SPLIT_RULE = _("The same events, each under one value only; what is not stated has a line of its own.")
PERSON_SPLIT_RULE = _(
    "A person counts once under each value recorded of them, so the lines may add up to more than the persons."
)
ROOT_AND_PERSON = ("root", "person_id")
DELEGATE, ROOT_AND_DELEGATE = ("registration__person_id",), ("root", "registration__person_id")


def _event(key: str, name: Any, rule: Any, where: Any = HELD_WHOLE, **more: Any) -> Figure:
    return Figure(key, Section.EVENTS, name, EVENT_UNIT, rule, EVENTS, Shown.EVENT, where, **more)


EVENT_FIGURES = (
    _event(
        "events", _("Events held"),
        _("Whole events that are running, held or closed, each once, whatever its number of days and parts. An event belongs to the period of its first day."),
        is_headline=True,
    ),
    _event("events-by-year", _("Events held by year"), _("The year of the first day. Events of which the year is not stated have a line of their own."), split=("year",)),
    _event("events-by-kind", _("Events held by kind"), SPLIT_RULE, split=("kind",)),
    _event("events-by-country", _("Events held by country"), SPLIT_RULE, split=("country",)),
    _event("events-by-mode", _("Events held in person and online"), SPLIT_RULE, split=("mode",)),
    _event(
        "events-undated", _("Events held, not dated as far as the period asks"),
        _("Events that may lie in the period, but their year, month or day is not stated. They are in no other figure of the period."),
        where={"whole": (WHOLE,), "stage": (HELD,), "dated": (UNSURE,)},
    ),
    _event(
        "events-by-state", _("Whole events by state"),
        _("Every whole event of the period, also drafts and those announced, postponed or cancelled, which no other figure counts."),
        where={"whole": (WHOLE,), "dated": (CERTAIN,)}, split=("state_then",),
    ),
    _event(
        "sub-events", _("Sub-events held"),
        _("Parts of other events, by kind. They are not among the events held: their whole is."),
        where={"whole": (PART,), "stage": (HELD,), "dated": (CERTAIN,)}, split=("kind",),
    ),
    Figure(
        "editions", Section.EVENTS, _("Editions of series held"), _("editions"),
        _("Numbered editions of a series, each once, also where the edition is a part of another event."),
        EVENTS, Shown.EVENT, {"stage": (HELD,), "dated": (CERTAIN,), "numbered": ("yes",)}, ("series_id", "edition"),
    ),
)  # fmt: skip

PARTICIPANT_FIGURES = (
    Figure(
        "persons", Section.PARTICIPANTS, _("Persons who took part"), PERSON_UNIT,
        _("Named persons with a confirmed registration or recorded presence at an event held, each once however many events and roles. Invited, waiting, declined, cancelled, substituted and absent ones do not count."),
        PARTICIPANTS, Shown.PERSON, {}, ("person_id",), is_headline=True,
    ),
    Figure(
        "person-times", Section.PARTICIPANTS, _("Person-times"), TIMES_UNIT,
        _("Persons and whole events: a person who was at an event and at its parts counts once for it, and again for another event."),
        PARTICIPANTS, Shown.PRESENCE, {}, ROOT_AND_PERSON, is_headline=True,
    ),
    Figure(
        "person-times-recorded", Section.PARTICIPANTS, _("Person-times with presence recorded"), TIMES_UNIT,
        _("Those of the person-times of whom it is recorded that they were there; of the others the registration is confirmed."),
        PARTICIPANTS, Shown.PRESENCE, {"state_then": ("attended",)}, ROOT_AND_PERSON,
    ),
    Figure(
        "persons-by-country", Section.PARTICIPANTS, _("Persons by country"), PERSON_UNIT, PERSON_SPLIT_RULE,
        PARTICIPANTS, Shown.PERSON, {}, ("person_id",), ("country",),
    ),
    Figure(
        "persons-by-role", Section.PARTICIPANTS, _("Persons by role"), PERSON_UNIT, PERSON_SPLIT_RULE,
        PARTICIPANTS, Shown.PERSON, {}, ("person_id",), ("role",),
    ),
    Figure(
        "group-people", Section.PARTICIPANTS, _("People in unnamed groups, as far as counted"), PEOPLE_UNIT,
        _("The stated sizes of unnamed groups, added up. They are never added to the persons: nobody knows who is in both. Groups of parts stand apart, for they may be the same people."),
        GROUPS, Shown.GROUP, {"stated": (WITH,)}, split=("place",), total="count",
    ),
    Figure(
        "groups-uncounted", Section.PARTICIPANTS, _("Unnamed groups without a stated size"), GROUP_UNIT,
        _("Groups, not people: how many people they were is not stated, and nothing is put in its place."),
        GROUPS, Shown.GROUP, {"stated": (WITHOUT,)}, split=("place",),
    ),
)  # fmt: skip

DELEGATION_FIGURES = (
    Figure(
        "delegations", Section.DELEGATIONS, _("Delegations"), DELEGATION_UNIT,
        _("Delegations to or from an event held, except withdrawn ones. One sent by several organizations counts once."),
        DELEGATIONS, Shown.DELEGATION, is_headline=True,
    ),
    Figure(
        "delegations-by-country", Section.DELEGATIONS, _("Delegations by country"), DELEGATION_UNIT,
        _("The country recorded of the delegation."), DELEGATIONS, Shown.DELEGATION, split=("country",),
    ),
    Figure(
        "delegations-by-direction", Section.DELEGATIONS, _("Delegations by direction"), DELEGATION_UNIT,
        _("Whether it came to us, or we sent it."), DELEGATIONS, Shown.DELEGATION, split=("direction",),
    ),
    Figure(
        "delegates", Section.DELEGATIONS, _("Persons in delegations"), PERSON_UNIT,
        _("Named members who took part, each once however many delegations and roles. They are among the persons who took part."),
        MEMBERS, Shown.DELEGATE, {}, DELEGATE,
    ),
    Figure(
        "delegate-times", Section.DELEGATIONS, _("Person-times in delegations"), TIMES_UNIT,
        _("Named members and whole events, counted like the person-times of participants."),
        MEMBERS, Shown.DELEGATE_PRESENCE, {}, ROOT_AND_DELEGATE,
    ),
    Figure(
        "delegated-people", Section.DELEGATIONS, _("People in unnamed groups of delegations, as far as counted"), PEOPLE_UNIT,
        _("The stated sizes of the unnamed groups within delegations. They are among the people in unnamed groups of participants."),
        DELEGATED_GROUPS, Shown.DELEGATED_GROUP, {"stated": (WITH,)}, total="registration__group__count",
    ),
    Figure(
        "delegated-groups-uncounted", Section.DELEGATIONS, _("Unnamed groups of delegations without a stated size"), GROUP_UNIT,
        _("Groups within delegations of which no size is stated, such as “further members”."),
        DELEGATED_GROUPS, Shown.DELEGATED_GROUP, {"stated": (WITHOUT,)},
    ),
)  # fmt: skip
