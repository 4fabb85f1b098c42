"""Who took part: named people in protocol order, unnamed groups, counts by role and country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.dossier.vocabulary import AgendaState, ParticipationRole
from reports.dossier.who import Registration
from reports.narrative import words
from reports.narrative.groups import countries_not_counted, group_table
from reports.narrative.presence import Attendance, attendances, present, role_of
from reports.narrative.telling import Telling
from reports.narrative.tree import Bars, Block, Paragraph, Run, Section, Statement, Table, phrase, say

ENOUGH_TO_COUNT = 10


def participants(telling: Telling) -> Section:
    """The named, then the groups; with figures for the event itself."""
    found, here = attendances(telling), present(telling)
    blocks: list[Block] = []
    if found:
        blocks.append(_table(telling, found))
    groups = group_table(telling, _roles_of_groups(telling, here))
    if groups:
        if found:
            blocks.append(Paragraph((say(_("Groups whose members are not named:"), "$.groups"),)))
        blocks.append(groups)
    gaps = countries_not_counted(telling)
    if gaps:
        blocks.append(Paragraph(tuple(gaps)))
    counts = () if telling.sub_event else _counts(telling, here, found)
    return Section("participants", _("Participants"), tuple(blocks), counts)


def _roles_of_groups(telling: Telling, here: list[tuple[int, Registration]]) -> dict[str, list[str]]:
    """What each group was at the event and did at its items."""
    roles: dict[str, list[str]] = {}
    for __, registration in here:
        if registration.group:
            roles.setdefault(registration.group, []).append(role_of(registration))
    for __, item in telling.own("agenda"):
        if item.state is AgendaState.DROPPED or (telling.is_over and item.state is not AgendaState.HELD):
            continue
        for participation in item.participations:
            if participation.group and participation.role is not ParticipationRole.ATTENDEE:
                role = words.participation_role(participation.role)
                roles.setdefault(participation.group, []).append(words.in_manner(role, participation.manner))
    return roles


def _table(telling: Telling, found: list[Attendance]) -> Table:
    rows = [_row(telling, attendance) for attendance in found]
    columns, widths = [_("Name"), _("Post and organization"), _("Country"), _("Role")], [28, 40, 14, 18]
    if not any(attendance.country for attendance in found):
        rows = [(name, posts, role) for name, posts, __, role in rows]
        del columns[2], widths[2]
    table = Table(_("Named participants"), tuple(columns), tuple(rows), tuple(widths))
    return table.without_empty_columns()


def _row(telling: Telling, attendance: Attendance) -> tuple[Statement, ...]:
    refs = tuple(attendance.refs)
    posts = telling.posts(attendance.posts)
    told = Statement(posts).text
    if attendance.as_written and any(part not in told for part in attendance.as_written.split(", ")):
        posts = telling.one_after_another([posts, (Run(attendance.as_written),)])
    roles = telling.one_after_another([(Run(role),) for role in dict.fromkeys(attendance.roles)])
    return (
        Statement(telling.person(attendance.person), refs),
        telling.stated(posts, refs[0]),
        telling.stated(telling.country(attendance.country), refs[0]),
        Statement(roles, refs),
    )


def _counts(
    telling: Telling, here: list[tuple[int, Registration]], found: list[Attendance]
) -> tuple[Section, ...]:
    """None where unnamed groups took part: whether the named belong to them is not stated, so nobody can add them up."""
    if any(registration.group for __, registration in here):
        return ()
    roles = Counter(words.registration_role(registration.role) for __, registration in here)
    countries = Counter(telling.country(attendance.country) for attendance in found if attendance.country)
    return (
        _count_section(telling, "participants-by-role", _("By role"), roles),
        _count_section(telling, "participants-by-country", _("By country"), countries),
    )


def _count_section(telling: Telling, key: str, title: str, counts: Counter[str]) -> Section:
    """A chart and its table, where there are enough people and at least two things to compare."""
    if len(counts) < 2 or counts.total() < ENOUGH_TO_COUNT:
        return Section(key, title)
    ranked = counts.most_common()
    bars = Bars(
        title,
        _description(telling, ranked[:20]),
        tuple((name, count, telling.number(count)) for name, count in ranked[:20]),
    )
    label = _("Role") if key == "participants-by-role" else _("Country")
    rows = tuple(
        (Statement((Run(name),)), Statement((Run(telling.number(count)),), ("$.registrations",)))
        for name, count in ranked
    )
    blocks: tuple[Block, ...] = (
        Paragraph((_what_is_counted(telling, counts.total()),)),
        bars,
        Table(title, (label, _("Number")), rows, (75, 25), (1,)),
    )
    # A chart of few bars says all that its table would say again.
    return Section(key, title, blocks if len(ranked) > len(bars.rows) else blocks[:2])


def _what_is_counted(telling: Telling, number: int) -> Statement:
    template = ngettext("Counted: %(count)s participant.", "Counted: %(count)s participants.", number)
    return say(template, "$.registrations", count=telling.number(number))


def _description(telling: Telling, ranked: Iterable[tuple[str, int]]) -> str:
    """The chart in words, for those who cannot see it."""
    parts = [
        phrase(_("%(name)s: %(count)s"), name=name, count=telling.number(count)) for name, count in ranked
    ]
    return Statement(telling.listed(parts)).text
