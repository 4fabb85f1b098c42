"""Who took part: unnamed groups in sentences, named people in a table, counts by role and country."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.locale_text import country_name
from reports.dossier.vocabulary import AgendaState, ParticipationRole, RegistrationState
from reports.dossier.who import Group, Person, Post, Registration
from reports.narrative import words
from reports.narrative.telling import Telling
from reports.narrative.tree import Bars, Block, Paragraph, Phrase, Run, Section, Statement, Table, phrase, say

SHOWN_BEFORE = frozenset({RegistrationState.CONFIRMED, RegistrationState.ATTENDED})


@dataclass(slots=True)
class Attendance:
    """What is recorded of one named person over the registration and the agenda."""

    person: str
    posts: list[Post]
    country: str | None
    as_written: str
    roles: list[str] = field(default_factory=list)
    refs: list[str] = field(default_factory=list)


def group_sentence(telling: Telling, place: int) -> Statement:
    """`31 officials from Bolivia and Brazil took part.`, no more than is stated."""
    group = telling.dossier.groups[place]
    refs = (f"$.groups[{place}]",)
    origins = _origins(telling, group)
    values: dict[str, str | Phrase] = {
        "label": telling.text(group.label),
        "origins": origins,
        "count": telling.number(group.count or 0),
    }
    if group.count is not None:
        template = _counted(group, group.count, bool(origins), telling.is_over)
    else:
        template = _uncounted(group, bool(origins), telling.mark)
        values["count"] = group.count_as_worded or ""
    return say(template, *refs, **values)


def _counted(group: Group, count: int, has_origins: bool, over: bool) -> str:
    if has_origins and group.list_complete is False:
        if over:
            return ngettext(
                "%(count)s %(label)s from, among others, %(origins)s took part.",
                "%(count)s %(label)s from, among others, %(origins)s took part.",
                count,
            )
        return ngettext(
            "%(count)s %(label)s from, among others, %(origins)s is expected.",
            "%(count)s %(label)s from, among others, %(origins)s are expected.",
            count,
        )
    if has_origins and over:
        return ngettext(
            "%(count)s %(label)s from %(origins)s took part.",
            "%(count)s %(label)s from %(origins)s took part.",
            count,
        )
    if has_origins:
        return ngettext(
            "%(count)s %(label)s from %(origins)s is expected.",
            "%(count)s %(label)s from %(origins)s are expected.",
            count,
        )
    if over:
        return ngettext("%(count)s %(label)s took part.", "%(count)s %(label)s took part.", count)
    return ngettext("%(count)s %(label)s is expected.", "%(count)s %(label)s are expected.", count)


def _uncounted(group: Group, has_origins: bool, mark: bool) -> str:
    if group.count_as_worded:
        return (
            _("Also taking part: %(label)s (%(count)s) from %(origins)s.")
            if has_origins
            else _("Also taking part: %(label)s (%(count)s).")
        )
    if mark:
        return (
            _("Also taking part: %(label)s from %(origins)s, their number not stated.")
            if has_origins
            else _("Also taking part: %(label)s, their number not stated.")
        )
    if has_origins and group.list_complete is False:
        return _("Also taking part: %(label)s from, among others, %(origins)s.")
    return (
        _("Also taking part: %(label)s from %(origins)s.")
        if has_origins
        else _("Also taking part: %(label)s.")
    )


def _origins(telling: Telling, group: Group) -> Phrase:
    names: list[Phrase] = [(Run(country_name(code, telling.language)),) for code in group.countries]
    names += [(Run(region),) for region in group.regions]
    names += [telling.organization(key) for key in group.organizations]
    return telling.listed(names)


def participants(telling: Telling) -> Section:
    present = _present(telling)
    attendances = _attendances(telling, present)
    blocks: list[Block] = []
    groups = range(len(telling.dossier.groups))
    if groups:
        said = [group_sentence(telling, place) for place in groups]
        if telling.mark:
            said += [
                _countries_not_counted(place)
                for place in groups
                if len(telling.dossier.groups[place].countries) > 1
            ]
        blocks.append(Paragraph(tuple(said)))
    if attendances:
        count = len(attendances)
        template = ngettext("%(count)s person is named:", "%(count)s people are named:", count)
        blocks.append(Paragraph((say(template, "$.people", count=telling.number(count)),)))
        blocks.append(_table(telling, attendances))
    return Section("participants", _("Participants"), tuple(blocks), _counts(telling, present, attendances))


def _countries_not_counted(place: int) -> Statement:
    return say(_("How many came from each country is not stated."), f"$.groups[{place}].countries")


def _present(telling: Telling) -> list[tuple[int, Registration]]:
    """Who attended; where attendance was not taken, who was confirmed."""
    registrations = list(enumerate(telling.dossier.registrations))
    attended = [
        (place, record) for place, record in registrations if record.state is RegistrationState.ATTENDED
    ]
    if attended and telling.is_over:
        return attended
    return [(place, record) for place, record in registrations if record.state in SHOWN_BEFORE]


def _attendances(telling: Telling, present: list[tuple[int, Registration]]) -> list[Attendance]:
    found: dict[str, Attendance] = {}
    for place, registration in present:
        if registration.person:
            attendance = _attendance(telling, found, registration.person)
            if registration.posts is not None:
                attendance.posts = registration.posts
            attendance.country = registration.country or attendance.country
            attendance.as_written = ", ".join(
                filter(None, (registration.job_title, registration.organization_name))
            )
            attendance.roles.append(words.registration_role(registration.role))
            attendance.refs.append(f"$.registrations[{place}]")
    for place, item in enumerate(telling.dossier.agenda):
        if telling.is_over and item.state is not AgendaState.HELD:
            continue
        for position, participation in enumerate(item.participations):
            if participation.person:
                attendance = _attendance(telling, found, participation.person)
                if participation.role is not ParticipationRole.ATTENDEE:
                    attendance.roles.append(words.participation_role(participation.role))
                attendance.refs.append(f"$.agenda[{place}].participations[{position}]")
    return list(found.values())


def _attendance(telling: Telling, found: dict[str, Attendance], key: str) -> Attendance:
    if key not in found:
        person = telling.people[key]
        found[key] = Attendance(
            key, person.posts, _country(telling, person), "", refs=[telling.people_paths[key]]
        )
    return found[key]


def _country(telling: Telling, person: Person) -> str | None:
    """The person's own country, else that of the body of the first post."""
    bodies = (post.organization for post in person.posts if post.organization)
    return person.country or next((telling.organizations[key].country for key in bodies), None)


def _table(telling: Telling, attendances: list[Attendance]) -> Table:
    with_country = any(attendance.country for attendance in attendances)
    rows = []
    for attendance in attendances:
        posts = telling.posts(attendance.posts) or (
            (Run(attendance.as_written),) if attendance.as_written else ()
        )
        cells = [
            Statement(telling.person(attendance.person), tuple(attendance.refs)),
            telling.stated(posts, attendance.refs[0]),
        ]
        if with_country:
            name = country_name(attendance.country, telling.language) if attendance.country else ""
            cells.append(telling.stated((Run(name),) if name else (), attendance.refs[0]))
        cells.append(
            Statement(
                (Run("; ".join(dict.fromkeys(attendance.roles))),) if attendance.roles else (),
                tuple(attendance.refs),
            )
        )
        rows.append(tuple(cells))
    columns = [_("Name"), _("Post and organization"), _("Country"), _("Role")]
    widths = [28, 40, 14, 18]
    if not with_country:
        del columns[2], widths[2]
    return Table(_("Named participants"), tuple(columns), tuple(rows), tuple(widths))


def _counts(
    telling: Telling, present: list[tuple[int, Registration]], attendances: list[Attendance]
) -> tuple[Section, ...]:
    roles: Counter[str] = Counter()
    countries: Counter[str] = Counter(attendance.country for attendance in attendances if attendance.country)
    for __, registration in present:
        group = telling.dossier.groups[telling.groups[registration.group]] if registration.group else None
        number = 1 if group is None else group.count
        if number:
            roles[words.registration_role(registration.role)] += number
        if group and group.count and len(group.countries) == 1 and group.list_complete is not False:
            countries[group.countries[0]] += group.count
    by_country = Counter({country_name(code, telling.language): count for code, count in countries.items()})
    return (
        _count_section(telling, "participants-by-role", _("By role"), _("Role"), roles),
        _count_section(telling, "participants-by-country", _("By country"), _("Country"), by_country),
    )


def _count_section(telling: Telling, key: str, title: str, label: str, counts: Counter[str]) -> Section:
    """A chart and its table, where there are at least two things to compare."""
    if len(counts) < 2:
        return Section(key, title)
    ranked = counts.most_common()
    bars = Bars(
        _("Participants"),
        _description(telling, ranked),
        tuple((name, count, telling.number(count)) for name, count in ranked[:20]),
    )
    rows = tuple(
        (Statement((Run(name),)), Statement((Run(telling.number(count)),), ("$.registrations",)))
        for name, count in ranked
    )
    return Section(key, title, (bars, Table(title, (label, _("Number")), rows, (75, 25), (1,))))


def _description(telling: Telling, ranked: list[tuple[str, int]]) -> str:
    """The chart in words, for those who cannot see it."""
    parts = [
        phrase(_("%(name)s: %(count)s"), name=name, count=telling.number(count))
        for name, count in ranked[:20]
    ]
    return Statement(telling.listed(parts)).text
