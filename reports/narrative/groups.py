"""Participants who are not named: in a sentence, or as a row of a table."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.dossier.who import Group
from reports.narrative.presence import present_groups
from reports.narrative.telling import Telling
from reports.narrative.tree import Phrase, Run, Statement, Table, phrase, say


def counted_groups(telling: Telling) -> list[int]:
    """Places of the groups whose number is stated and who came."""
    return [place for place in present_groups(telling) if telling.dossier.groups[place].count is not None]


def group_sentence(telling: Telling, place: int) -> Statement:
    """`31 officials from Bolivia and Brazil took part.` of a group whose number is stated."""
    group = telling.dossier.groups[place]
    count = group.count or 0
    values: dict[str, str | Phrase] = {
        "label": telling.text(group.label),
        "origins": _origins(telling, group),
        "count": telling.number(count),
    }
    template = _counted(group, count, bool(values["origins"]), telling.is_over)
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


def uncounted_groups(telling: Telling) -> list[Statement]:
    """The groups without a number in one sentence, each with what is stated of it beyond its name."""
    places = [place for place in present_groups(telling) if telling.dossier.groups[place].count is None]
    if not places:
        return []
    names = [_named(telling, telling.dossier.groups[place]) for place in places]
    refs = tuple(f"$.groups[{place}]" for place in places)
    return [say(_("Also taking part: %(groups)s."), *refs, groups=telling.one_after_another(names))]


def _named(telling: Telling, group: Group) -> Phrase:
    """The label with the number as worded and with those origins that it does not name itself."""
    label = telling.text(group.label)
    said = " ".join(group.label.root.values())
    others = group.model_copy(
        update={
            "countries": [code for code in group.countries if telling.country(code) not in said],
            "regions": [region for region in group.regions if region not in said],
            "organizations": [key for key in group.organizations if not _names(telling, key, said)],
        }
    )
    details: list[Phrase] = [(Run(group.count_as_worded),)] if group.count_as_worded else []
    details.append(_from(telling, others))
    told = telling.one_after_another(details)
    return phrase(_("%(label)s (%(details)s)"), label=label, details=told) if told else label


def _names(telling: Telling, key: str, said: str) -> bool:
    organization = telling.organizations[key]
    names = [*organization.names.root.values(), organization.short_name or "", *organization.aliases]
    return any(name in said for name in names if name)


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
    columns = (
        pgettext("unnamed participants", "Group"),
        _("Number"),
        pgettext("origin of a group", "From"),
        _("Role and rank"),
    )
    return Table(_("Groups"), columns, tuple(rows), (34, 12, 30, 24), strong=False).without_empty_columns()


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
