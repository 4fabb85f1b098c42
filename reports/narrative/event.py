"""The event itself: the essentials under the title, the lead, what it is about, the bodies behind it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.dossier.atoms import PartialDate
from reports.dossier.vocabulary import AgendaKind, AgendaState, BodyRole, PartOfDay
from reports.dossier.what import AgendaItem
from reports.narrative import words
from reports.narrative.participants import group_sentence
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Facts, Listing, Paragraph, Run, Section, Statement, phrase, say


def essentials(telling: Telling) -> Facts:
    """The facts under the title; what is not stated is left out, or marked."""
    event = telling.dossier.event
    rows: list[tuple[str, Statement]] = [
        (_("Kind"), Statement((Run(words.event_kind(event.kind)),), ("$.event.kind",)))
    ]
    rows += _dates(telling)
    rows.append(
        (_("Place"), telling.stated(telling.place(event.place, event.city, event.country), "$.event.place"))
    )
    rows.append(
        (
            _("Form"),
            telling.stated((Run(words.event_mode(event.mode)),) if event.mode else (), "$.event.mode"),
        )
    )
    if event.series:
        rows.append((_("Series"), Statement(telling.text(event.series.name), ("$.event.series",))))
    if event.edition:
        rows.append((_("Edition"), Statement((Run(telling.number(event.edition)),), ("$.event.edition",))))
    return Facts(tuple((label, statement) for label, statement in rows if statement))


def _dates(telling: Telling) -> list[tuple[str, Statement]]:
    event = telling.dossier.event
    rows: list[tuple[str, Statement]] = []
    if (
        event.start_on
        and (event.end_on is None or event.end_on == event.start_on)
        and not event.duration_days
    ):
        rows.append(
            (
                _("Date"),
                Statement((Run(_on_day(telling, event.start_on, event.part_of_day)),), ("$.event.start_on",)),
            )
        )
    elif event.start_on or event.end_on or telling.mark:
        first, last = telling.date(event.start_on), telling.date(event.end_on)
        rows.append((_("First day"), telling.stated((Run(first),) if first else (), "$.event.start_on")))
        rows.append((_("Last day"), telling.stated((Run(last),) if last else (), "$.event.end_on")))
    if event.start_on is None:
        for path, item in _openings(telling):
            rows.append(
                (_("Opening"), Statement((Run(_on_day(telling, item.on, item.part_of_day)),), (path,)))
            )
    if event.duration_days:
        days = ngettext("%(count)s day", "%(count)s days", event.duration_days)
        rows.append(
            (_("Duration"), say(days, "$.event.duration_days", count=telling.number(event.duration_days)))
        )
    return rows


def _openings(telling: Telling) -> list[tuple[str, AgendaItem]]:
    """Dated openings: what is known of the time where the first day of the event is not stated."""
    return [
        (f"$.agenda[{place}]", item)
        for place, item in enumerate(telling.dossier.agenda)
        if item.kind is AgendaKind.OPENING and item.on and item.state is not AgendaState.DROPPED
    ]


def _on_day(telling: Telling, date: PartialDate | None, part: PartOfDay | None) -> str:
    day = telling.date(date)
    templates = {
        PartOfDay.MORNING: _("%(date)s, in the morning"),
        PartOfDay.AFTERNOON: _("%(date)s, in the afternoon"),
        PartOfDay.EVENING: _("%(date)s, in the evening"),
    }
    return templates[part] % {"date": day} if part else day


def lead(telling: Telling) -> Paragraph:
    """What it was, by whom, when, where, and who came: in a few sentences."""
    said = [*_by_whom(telling), *_when(telling), *_where(telling)]
    said += [group_sentence(telling, place) for place in range(len(telling.dossier.groups))]
    return Paragraph(tuple(said))


def _by_whom(telling: Telling) -> list[Statement]:
    hosts, organizers = _bodies(telling, BodyRole.HOST), _bodies(telling, BodyRole.ORGANIZER)
    refs = [f"$.event.bodies[{place}]" for place, __ in hosts + organizers]
    by = telling.listed([telling.organization(key) for __, key in hosts])
    organized = telling.listed([telling.organization(key) for __, key in organizers])
    if by and organized:
        template = (
            _("The event was hosted by %(hosts)s and organized by %(organizers)s.")
            if telling.is_over
            else _("The event is hosted by %(hosts)s and organized by %(organizers)s.")
        )
        return [say(template, *refs, hosts=by, organizers=organized)]
    if by:
        return [
            say(
                _("The event was hosted by %(hosts)s.")
                if telling.is_over
                else _("The event is hosted by %(hosts)s."),
                *refs,
                hosts=by,
            )
        ]
    if organized:
        template = (
            _("The event was organized by %(organizers)s.")
            if telling.is_over
            else _("The event is organized by %(organizers)s.")
        )
        return [say(template, *refs, organizers=organized)]
    return []


def _bodies(telling: Telling, role: BodyRole) -> list[tuple[int, str]]:
    return [
        (place, body.organization)
        for place, body in enumerate(telling.dossier.event.bodies)
        if body.role is role
    ]


def _when(telling: Telling) -> list[Statement]:
    event = telling.dossier.event
    first, last = telling.date(event.start_on), telling.date(event.end_on)
    said: list[Statement] = []
    if first and last and first != last:
        template = (
            _("It took place from %(first)s to %(last)s.")
            if telling.is_over
            else _("It is planned from %(first)s to %(last)s.")
        )
        said.append(say(template, "$.event.start_on", "$.event.end_on", first=first, last=last))
    elif first and event.duration_days:
        said.append(
            say(
                _("It began on %(first)s.") if telling.is_over else _("It is to begin on %(first)s."),
                "$.event.start_on",
                first=first,
            )
        )
    elif event.start_on:
        said.append(
            say(
                _took_place(event.start_on, event.part_of_day, telling.is_over),
                "$.event.start_on",
                date=first,
            )
        )
    else:
        said += [_opening(telling, path, item) for path, item in _openings(telling)]
    if event.duration_days:
        template = ngettext(
            "The stated duration is %(count)s day.",
            "The stated duration is %(count)s days.",
            event.duration_days,
        )
        said.append(say(template, "$.event.duration_days", count=telling.number(event.duration_days)))
    if telling.mark and not first:
        said.append(
            say(
                _("The first day is not stated.")
                if last
                else _("The first and the last day are not stated."),
                "$.event",
            )
        )
    return said


def _took_place(date: PartialDate, part: PartOfDay | None, over: bool) -> str:
    if part and date.day:
        templates = {
            PartOfDay.MORNING: (
                _("It took place on the morning of %(date)s."),
                _("It is planned for the morning of %(date)s."),
            ),
            PartOfDay.AFTERNOON: (
                _("It took place on the afternoon of %(date)s."),
                _("It is planned for the afternoon of %(date)s."),
            ),
            PartOfDay.EVENING: (
                _("It took place on the evening of %(date)s."),
                _("It is planned for the evening of %(date)s."),
            ),
        }
        return templates[part][0 if over else 1]
    if date.day:
        return _("It took place on %(date)s.") if over else _("It is planned for %(date)s.")
    return _("It took place in %(date)s.") if over else _("It is planned for %(date)s.")


def _opening(telling: Telling, path: str, item: AgendaItem) -> Statement:
    held = item.state is AgendaState.HELD
    templates = {
        PartOfDay.MORNING: (
            _("The opening took place on the morning of %(date)s."),
            _("The opening is planned for the morning of %(date)s."),
        ),
        PartOfDay.AFTERNOON: (
            _("The opening took place on the afternoon of %(date)s."),
            _("The opening is planned for the afternoon of %(date)s."),
        ),
        PartOfDay.EVENING: (
            _("The opening took place on the evening of %(date)s."),
            _("The opening is planned for the evening of %(date)s."),
        ),
        None: (_("Date of the opening: %(date)s."), _("Planned date of the opening: %(date)s.")),
    }
    return say(templates[item.part_of_day][0 if held else 1], path, date=telling.date(item.on))


def _where(telling: Telling) -> list[Statement]:
    event = telling.dossier.event
    place = telling.place(event.place, event.city, event.country)
    if place:
        return [
            say(
                _("The place was %(place)s.") if telling.is_over else _("The place is %(place)s."),
                "$.event.place",
                place=place,
            )
        ]
    return [say(_("The place is not stated."), "$.event")] if telling.mark else []


def about(telling: Telling) -> Section:
    event = telling.dossier.event
    blocks: list[Block] = []
    if event.theme:
        blocks.append(
            Paragraph((say(_("Theme: %(theme)s"), "$.event.theme", theme=telling.text(event.theme)),))
        )
    if event.summary:
        blocks.append(Paragraph((Statement(telling.text(event.summary), ("$.event.summary",)),)))
    if event.series and event.series.founded_year:
        founded = say(
            _("The series %(series)s has been held since %(year)s."),
            "$.event.series",
            series=telling.text(event.series.name),
            year=str(event.series.founded_year),
        )
        blocks.append(Paragraph((founded,)))
    if event.aims:
        blocks.append(Paragraph((say(_("The stated aims:"), "$.event.aims"),)))
        blocks.append(
            Listing(
                tuple(
                    Statement(telling.text(aim), (f"$.event.aims[{place}]",))
                    for place, aim in enumerate(event.aims)
                )
            )
        )
    return Section("about", _("About the event"), tuple(blocks))


def bodies(telling: Telling) -> Section:
    rows: list[tuple[str, Statement]] = []
    for role in BodyRole:
        found = _bodies(telling, role)
        if not found:
            continue
        label = words.body_role(role, len(found))
        names = telling.listed([_with_short_name(telling, key) for __, key in found])
        rows.append((label, Statement(names, tuple(f"$.event.bodies[{place}]" for place, __ in found))))
    return Section("bodies", _("Host and organizers"), (Facts(tuple(rows)),) if rows else ())


def _with_short_name(telling: Telling, key: str) -> tuple[Run, ...]:
    name, short = telling.organization(key), telling.organizations[key].short_name
    return phrase(_("%(name)s (%(short_name)s)"), name=name, short_name=short) if short else name
