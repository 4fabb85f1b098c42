"""Reading across the rooms: what a page about several of them shows, each in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import get_language

from agreements.models import Agreement, FollowUp, Outcome
from agreements.states import UNFINISHED
from base.locale_text import country_name
from delegations.models import Delegation
from events.models import AgendaItem, Event, EventBody, PreparationTask, Registration
from events.states import LIVE_STATES, RegistrationState
from people.models import Notice, NoticeState, Office, User
from reports.models import Report, ReportFile
from reports.states import BuildState

SOON = dt.timedelta(days=14)
AHEAD = dt.timedelta(days=60)
SHOWN = 8
EVENT_LINE = ("slug", "kind", "state", "start_on", "end_on", "part_of_day", "duration_days", "starts_at", "ends_at", "zone", "city", "country", "office")  # fmt: skip
TITLES = ("title_en", "title_zh_hans", "title_es", "title_pt")


@dataclass(frozen=True, slots=True)
class Today:
    """What a member of an office should see first."""

    tasks: list[PreparationTask]
    events: list[Event]
    follow_ups: list[FollowUp]
    waiting: list[Event]
    leaderless: list[Delegation]
    unsent: int
    failed_builds: int
    reviews: list[Report]

    @property
    def calm(self) -> bool:
        needs = (
            self.tasks,
            self.follow_ups,
            self.waiting,
            self.leaderless,
            self.unsent,
            self.failed_builds,
            self.reviews,
        )
        return not any(needs)


def today(office: Office, user: User, *, at: dt.datetime) -> Today:
    """Ten queries, however much there is to do."""
    events = Event.objects.visible_to(user).of(office)
    pending = Count("registrations", filter=Q(registrations__state=RegistrationState.PENDING))
    return Today(
        tasks=list(
            PreparationTask.objects.visible_to(user).of(office).open().filter(Q(who=user) | Q(due_on__lte=at.date() + SOON))
            .filter(event__state__in=["draft", *LIVE_STATES]).select_related("event", "who")[:SHOWN]
        ),
        events=list(
            events.filter(state__in=["draft", *LIVE_STATES])
            .filter(Q(starts_at__lte=at + AHEAD, ends_at__gte=at) | Q(state="running"))
            .order_by("starts_at")[:SHOWN]
        ),
        follow_ups=list(
            FollowUp.objects.visible_to(user).of(office).unfinished()
            .filter(Q(owner=user) | Q(due_by__lte=at.date() + SOON)).select_related("responsible", "lead")[:SHOWN]
        ),
        waiting=list(events.filter(state__in=LIVE_STATES).annotate(pending=pending).filter(pending__gt=0)[:SHOWN]),
        leaderless=list(
            Delegation.objects.visible_to(user).of(office).expected().without_leader().with_senders()
            .filter(event__state__in=["draft", *LIVE_STATES]).select_related("event").order_by("event__starts_at", "pk")[:SHOWN]
        ),
        unsent=Notice.objects.visible_to(user).of(office).filter(state__in=[NoticeState.FAILED, NoticeState.UNKNOWN]).count(),
        failed_builds=ReportFile.objects.visible_to(user).of(office).filter(state=BuildState.FAILED).count(),
        reviews=_to_review(office, user),
    )  # fmt: skip


def _to_review(office: Office, user: User) -> list[Report]:
    """What waits for this person to approve it, the longest waiting first."""
    if not user.has_perm("reports.review", office):
        return []
    waiting = Report.objects.visible_to(user).of(office).awaiting(user).without_dossiers()
    return list(waiting.select_related("event", "submitted_by").order_by("submitted_at", "pk")[:SHOWN])


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What is told of an event in one language: its newest version, and all of them from the newest on."""

    newest: Report
    versions: list[Report]


def lines_of(newest: list[Report]) -> list[ReportLine]:
    """Two queries, however many there are."""
    found: dict[str, list[Report]] = {report.line: [] for report in newest}
    versions = Report.objects.filter(line__in=found).without_dossiers().prefetch_related("files")
    for version in versions.order_by("-number"):
        found[version.line].append(version)
    return [ReportLine(report, found[report.line]) for report in newest]


@dataclass(frozen=True, slots=True)
class EventFigures:
    """What is recorded of an event, counted."""

    registrations: dict[str, int]
    items: int
    held_items: int
    bodies: int
    outcomes: int
    agreements: int
    follow_ups: int
    open_tasks: list[PreparationTask] = field(default_factory=list)
    countries: list[tuple[str, int]] = field(default_factory=list)

    @property
    def registered(self) -> int:
        return sum(self.registrations.values())

    @property
    def attended(self) -> int:
        return self.state(RegistrationState.ATTENDED)

    def state(self, *names: str) -> int:
        return sum(self.registrations.get(name, 0) for name in names)


def event_figures(event: Event, user: User) -> EventFigures:
    follow_ups = FollowUp.objects.visible_to(user).filter(
        Q(event=event) | Q(outcome__event=event) | Q(agreement__event=event), state__in=UNFINISHED
    )
    items = AgendaItem.objects.filter(event=event).aggregate(
        all=Count("pk"), held=Count("pk", filter=Q(state="held"))
    )
    return EventFigures(
        registrations=Registration.objects.filter(event=event).counts_by_state(),
        items=items["all"],
        held_items=items["held"],
        bodies=EventBody.objects.filter(event=event).count(),
        outcomes=Outcome.objects.filter(event=event).count(),
        agreements=Agreement.objects.visible_to(user).filter(event=event).count(),
        follow_ups=follow_ups.count(),
        open_tasks=list(PreparationTask.objects.filter(event=event).open().select_related("who")),
        countries=_countries_of(event),
    )


def _countries_of(event: Event) -> list[tuple[str, int]]:
    """Registered persons whose country is stated, by country, most first."""
    persons = Registration.objects.active().filter(event=event, person__isnull=False).exclude(country="")
    counted = persons.order_by().values_list("country").annotate(n=Count("pk")).order_by("-n", "country")
    return [(country_name(code, get_language() or "en"), n) for code, n in counted[:SHOWN]]
