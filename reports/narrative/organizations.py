"""The organizations that matter to the event: what they are, what they belong to, what they are there for."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.dossier.vocabulary import OrganizationLinkKind
from reports.dossier.who import Organization
from reports.narrative import words_who
from reports.narrative.naming import identifiers, other_names
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Facts, Paragraph, Phrase, Run, Section, Statement

Rows = list[tuple[str, Statement]]


def matters(organization: Organization) -> bool:
    """Whether more is stated of it than its name, kind and place."""
    return bool(organization.links or organization.mandate or organization.policies or organization.sector)


def organizations(telling: Telling) -> Section:
    sections = tuple(
        _organization(telling, place, record)
        for place, record in enumerate(telling.dossier.organizations)
        if matters(record)
    )
    return Section("organizations", _("The organizations"), (), sections)


def _organization(telling: Telling, place: int, record: Organization) -> Section:
    path = f"$.organizations[{place}]"
    title, language = telling.heading(record.names)
    rows = _what(telling, path, record) + _links(telling, path, record)
    blocks: list[Block] = [Facts(tuple(rows))] if rows else []
    if record.mandate:
        blocks.append(Paragraph((Statement(telling.text(record.mandate), (f"{path}.mandate",)),)))
    return Section(f"organization-{place + 1}", title, tuple(blocks), lang=language)


def _what(telling: Telling, path: str, record: Organization) -> Rows:
    rows = [
        (_("Other names"), Statement(other_names(telling, record), (path,))),
        (_("Kind"), _word(words_who.organization_kind(record.kind) if record.kind else "", f"{path}.kind")),
        (_("Sector"), _word(words_who.sector(record.sector) if record.sector else "", f"{path}.sector")),
        (_("City"), _word(record.city or "", f"{path}.city")),
        (_("Country"), _word(telling.country(record.country), f"{path}.country")),
        (_("Identifiers"), Statement(identifiers(telling, record), (f"{path}.identifiers",))),
    ]
    return [(label, statement) for label, statement in rows if statement]


def _word(word: str, ref: str) -> Statement:
    return Statement((Run(word),) if word else (), (ref,))


def _links(telling: Telling, path: str, record: Organization) -> Rows:
    labels = {
        OrganizationLinkKind.BRANCH_OF: _("Branch of"),
        OrganizationLinkKind.MEMBER_OF: _("Member of"),
        OrganizationLinkKind.BUILT_BY: _("Built by"),
    }
    rows: Rows = []
    for kind, label in labels.items():
        found = [(place, link) for place, link in enumerate(record.links) if link.kind is kind]
        names = telling.listed([telling.organization(link.to) for __, link in found])
        if names:
            rows.append((label, Statement(names, tuple(f"{path}.links[{place}]" for place, __ in found))))
    return rows + _branches(telling, record) + _policies(telling, path, record)


def _branches(telling: Telling, record: Organization) -> Rows:
    """Those that say that they are its branches."""
    branches: list[Phrase] = []
    refs: list[str] = []
    for place, other in enumerate(telling.dossier.organizations):
        for position, link in enumerate(other.links):
            if link.kind is OrganizationLinkKind.BRANCH_OF and link.to == record.id:
                branches.append(telling.organization(other.id))
                refs.append(f"$.organizations[{place}].links[{position}]")
    if not branches:
        return []
    label = ngettext("Branch", "Branches", len(branches))
    return [(label, Statement(telling.listed(branches), tuple(refs)))]


def _policies(telling: Telling, path: str, record: Organization) -> Rows:
    if not record.policies:
        return []
    texts = telling.one_after_another([telling.text(policy) for policy in record.policies])
    return [(_("Policies it serves"), Statement(texts, (f"{path}.policies",)))]
