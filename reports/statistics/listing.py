"""The rows behind a figure as a list: what each is, when, where it stands, and the page that opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement, FollowUp, Project
from base.locale_text import country_name
from base.wording import date_in_words, number_in_words, span_as_stated
from delegations.models import Delegation, Member
from delegations.naming import title_of
from events.models import Event, Group, Registration
from reports.statistics.counting import SEPARATOR, rows_behind
from reports.statistics.figure import Figure, Shown
from reports.statistics.scope import Scope


@dataclass(frozen=True, slots=True)
class Row:
    """`more` says what else tells it apart; `number` is what a figure that adds up takes from it."""

    title: str
    href: str
    more: str
    when: str
    state: str
    number: str = ""


def value_of(figure: Figure, text: str) -> tuple[str, ...] | None:
    """The value in an address; None where the figure has no such value."""
    if "\x00" in text:
        return None
    if not figure.split:
        return () if not text else None
    if len(figure.split) == 1:
        return None if not text else ("" if text == SEPARATOR else text,)
    parts = tuple(text.split(SEPARATOR))
    return parts if len(parts) == len(figure.split) else None


def behind(figure: Figure, value: Sequence[str], scope: Scope) -> QuerySet[Any]:
    return rows_behind(figure, value, scope)


def rows_of(figure: Figure, found: Sequence[dict[str, Any]]) -> list[Row]:
    """Rows of `behind`, or a page of them, in their order; a fixed number of queries."""
    model, related, show = SHOWN[figure.shown]
    rows = model._default_manager.filter(pk__in=[row["first"] for row in found]).select_related(*related)
    if figure.shown == Shown.DELEGATION:
        rows = rows.with_senders()
    records = {one.pk: one for one in rows}
    return [show(records[row["first"]]) for row in found if row["first"] in records]


def _event(event: Event) -> Row:
    more = [
        str(event.get_kind_display()),
        event.city,
        country_name(str(event.country)) if event.country else "",
    ]
    return Row(
        str(event), reverse("reports:event", args=[event.slug]), _joined(*more), _when(event), str(event.get_state_display())
    )  # fmt: skip


def _person(registration: Registration) -> Row:
    person = registration.person
    assert person is not None
    href = reverse("reports:person", args=[person.uid])
    return Row(str(person), href, _who(registration), "", "")


def _presence(registration: Registration) -> Row:
    row, event = _person(registration), registration.event
    more = _joined(row.more, str(registration.get_role_display()), str(event))
    return Row(row.title, row.href, more, _when(event), str(registration.get_state_display()))


def _group(group: Group) -> Row:
    href = reverse("reports:event", args=[group.event.slug])
    number = "" if group.count is None else number_in_words(group.count)
    more = _joined(group.count_as_worded, str(group.event))
    return Row(group.label or _("Unnamed group"), href, more, _when(group.event), "", number)


def _delegation(delegation: Delegation) -> Row:
    href = reverse("delegations:delegation", args=[delegation.uid])
    place = country_name(str(delegation.country)) if delegation.country else ""
    state = str(delegation.get_state_display())
    return Row(
        title_of(delegation), href, _joined(place, str(delegation.event)), _when(delegation.event), state
    )


def _delegate(member: Member) -> Row:
    row = _person(member.registration)
    return Row(row.title, row.href, row.more, "", str(member.get_role_display()))


def _delegate_presence(member: Member) -> Row:
    row = _presence(member.registration)
    return Row(row.title, row.href, row.more, row.when, str(member.get_role_display()))


def _delegated_group(member: Member) -> Row:
    group = member.registration.group
    assert group is not None
    row, href = _group(group), reverse("delegations:delegation", args=[member.delegation.uid])
    return Row(row.title, href, row.more, row.when, "", row.number)


def _agreement(agreement: Agreement) -> Row:
    kind = str(agreement.get_kind_display())
    more = _joined(agreement.number, kind, str(agreement.event or ""))
    when = span_as_stated(agreement.signed_on) if agreement.signed_on else ""
    href = reverse("agreements:agreement", args=[agreement.uid])
    return Row(str(agreement) or kind, href, more, when, str(agreement.get_state_display()))


def _follow_up(follow_up: FollowUp) -> Row:
    due = _("due on %(day)s") % {"day": date_in_words(follow_up.due_on)} if follow_up.due_on else ""
    href = reverse("agreements:follow_up", args=[follow_up.uid])
    return Row(str(follow_up), href, str(follow_up.lead or ""), due, str(follow_up.get_state_display()))


def _project(project: Project) -> Row:
    amount = f"{number_in_words(project.amount)} {project.currency}" if project.amount is not None else ""
    origin = project.agreement or project.outcome
    href = reverse("agreements:project", args=[project.uid])
    more = _joined(project.field, str(origin or ""))
    return Row(str(project), href, more, "", str(project.get_state_display()), amount)


def _who(registration: Registration) -> str:
    country = country_name(str(registration.country)) if registration.country else ""
    return _joined(registration.job_title, registration.organization_name, country)


def _when(event: Event) -> str:
    return span_as_stated(event.start_on, event.end_on)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


PERSON = ("person", "event")
MEMBER = ("registration__person", "registration__event", "registration__group__event", "delegation")
SHOWN: dict[str, tuple[Any, tuple[str, ...], Callable[[Any], Row]]] = {
    Shown.EVENT: (Event, (), _event),
    Shown.PERSON: (Registration, PERSON, _person),
    Shown.PRESENCE: (Registration, PERSON, _presence),
    Shown.GROUP: (Group, ("event",), _group),
    Shown.DELEGATION: (Delegation, ("event",), _delegation),
    Shown.DELEGATE: (Member, MEMBER, _delegate),
    Shown.DELEGATE_PRESENCE: (Member, MEMBER, _delegate_presence),
    Shown.DELEGATED_GROUP: (Member, MEMBER, _delegated_group),
    Shown.AGREEMENT: (Agreement, ("event",), _agreement),
    Shown.FOLLOW_UP: (FollowUp, ("lead",), _follow_up),
    Shown.PROJECT: (Project, ("agreement", "outcome"), _project),
}
