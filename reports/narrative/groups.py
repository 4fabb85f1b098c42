"""Participants who are not named: in a sentence, or as a row of a table."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.dossier.who import Group
from reports.narrative.presence import present_groups
from reports.narrative.telling import Telling
from reports.narrative.tree import Phrase, Run, Statement, Table, phrase, say


def counted_groups(telling: Telling) -> list[int]:
    """Places of the groups whose number is stated and who came."""
    return [place for place in present_groups(telling) if telling.dossier.groups[place].count is not None]


def group_sentence(telling: Telling, place: int) -> Statement:
    """`31 officials from Bolivia and Brazil took part.`, no more than is stated."""
    group = telling.dossier.groups[place]
    origins = _origins(telling, group)
    values: dict[str, str | Phrase] = {
        "label": telling.text(group.label),
        "origins": origins,
        "count": telling.number(group.count or 0),
    }
    if group.count is not None:
        template = _counted(group, group.count, bool(origins), telling.is_over)
    else:
        template = _uncounted(group, bool(origins))
        values["count"] = group.count_as_worded or ""
    return say(template, f"$.groups[{place}]", **values)


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


def _uncounted(group: Group, has_origins: bool) -> str:
    if group.count_as_worded:
        return (
            _("Also taking part: %(label)s (%(count)s) from %(origins)s.")
            if has_origins
            else _("Also taking part: %(label)s (%(count)s).")
        )
    if has_origins and group.list_complete is False:
        return _("Also taking part: %(label)s from, among others, %(origins)s.")
    return (
        _("Also taking part: %(label)s from %(origins)s.")
        if has_origins
        else _("Also taking part: %(label)s.")
    )


def _origins(telling: Telling, group: Group) -> Phrase:
    names: list[Phrase] = [(Run(telling.country(code)),) for code in group.countries]
    names += [(Run(region),) for region in group.regions]
    names += [telling.organization(key) for key in group.organizations]
    return telling.listed(names)


def group_table(telling: Telling, roles: dict[str, list[str]]) -> Table | None:
    """The groups told of, with `roles` in words by the local id of the group; None without groups."""
    places = present_groups(telling)
    if not places:
        return None
    rows = [_row(telling, place, roles) for place in places]
    columns = (_("Group"), _("Number"), _("From"), _("Role and rank"))
    return Table(_("Groups"), columns, tuple(rows), (34, 14, 32, 20)).without_empty_columns()


def _row(telling: Telling, place: int, roles: dict[str, list[str]]) -> tuple[Statement, ...]:
    group, path = telling.dossier.groups[place], f"$.groups[{place}]"
    details: list[Phrase] = [(Run(role),) for role in dict.fromkeys(roles.get(group.id, []))]
    if group.rank:
        details.append(phrase(_("rank: %(rank)s"), rank=group.rank))
    if group.category and not _already_said(group):
        details.append(phrase(_("category: %(category)s"), category=group.category))
    return (
        Statement(telling.text(group.label), (path,)),
        _number(telling, group, path),
        telling.stated(_from(telling, group), path),
        Statement(telling.one_after_another(details), (path,)),
    )


def _already_said(group: Group) -> bool:
    """`officials` of the category `officials`: the label says it."""
    return (group.category or "").casefold() in [label.casefold() for label in group.label.root.values()]


def _number(telling: Telling, group: Group, path: str) -> Statement:
    if group.count is not None and group.count_as_worded:
        return say(
            _("%(count)s (%(words)s)"), path, count=telling.number(group.count), words=group.count_as_worded
        )
    if group.count is not None:
        return Statement((Run(telling.number(group.count)),), (path,))
    return telling.stated(group.count_as_worded or "", path)


def _from(telling: Telling, group: Group) -> Phrase:
    origins = _origins(telling, group)
    if not origins:
        return ()
    if group.list_complete is False:
        return phrase(_("among others, %(origins)s"), origins=origins)
    return origins


def countries_not_counted(telling: Telling) -> list[Statement]:
    """What a reader would look for under a group from several countries, where it is to be marked."""
    if not telling.mark:
        return []
    return [
        say(_("How many came from each country is not stated."), f"$.groups[{place}].countries")
        for place in present_groups(telling)
        if len(telling.dossier.groups[place].countries) > 1
    ]
