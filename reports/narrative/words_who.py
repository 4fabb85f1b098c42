"""The words for the coded values of organizations, people and delegations, in the language that is active."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop, pgettext
from django.utils.translation import gettext as _

from reports.dossier.vocabulary import (
    DelegationState,
    Direction,
    IdentifierScheme,
    MemberRole,
    OrganizationKind,
    Sector,
)

STYLES = {
    "Mr.": gettext_noop("Mr. %(name)s"),
    "Ms.": gettext_noop("Ms. %(name)s"),
    "Mrs.": gettext_noop("Mrs. %(name)s"),
    "Dr.": gettext_noop("Dr. %(name)s"),
    "Prof.": gettext_noop("Prof. %(name)s"),
}


def styled_name(style: str, name: str) -> str:
    """The name with its form of address, which in Chinese follows the name."""
    return gettext(STYLES[style]) % {"name": name} if style in STYLES else f"{style} {name}"


ORGANIZATION_KINDS = {
    OrganizationKind.MINISTRY: gettext_noop("ministry"),
    OrganizationKind.GOVERNMENT: gettext_noop("government body"),
    OrganizationKind.EMBASSY: gettext_noop("embassy or consulate"),
    OrganizationKind.INTERNATIONAL: gettext_noop("international organization"),
    OrganizationKind.UNIVERSITY: gettext_noop("university"),
    OrganizationKind.LABORATORY: gettext_noop("laboratory"),
    OrganizationKind.INSTITUTE: gettext_noop("research institute"),
    OrganizationKind.CENTRE: gettext_noop("centre"),
    OrganizationKind.TRAINING_BASE: gettext_noop("training base"),
    OrganizationKind.COMPANY: gettext_noop("company"),
    OrganizationKind.CHAMBER: gettext_noop("chamber or association"),
    OrganizationKind.NETWORK: gettext_noop("network"),
    OrganizationKind.MEDIA: gettext_noop("media"),
    OrganizationKind.OTHER: gettext_noop("other"),
}


def organization_kind(kind: OrganizationKind) -> str:
    return capfirst(gettext(ORGANIZATION_KINDS[kind]))


SECTORS = {
    Sector.PUBLIC: gettext_noop("public"),
    Sector.PRIVATE: gettext_noop("private"),
    Sector.NON_PROFIT: gettext_noop("non-profit"),
}


def sector(value: Sector) -> str:
    return capfirst(gettext(SECTORS[value]))


def identifier_scheme(scheme: IdentifierScheme) -> str:
    return {
        IdentifierScheme.ROR: "ROR",
        IdentifierScheme.ISNI: "ISNI",
        IdentifierScheme.USCC: _("Unified Social Credit Code"),
        IdentifierScheme.ORCID: "ORCID iD",
        IdentifierScheme.WIKIDATA: "Wikidata",
    }[scheme]


MEMBER_ROLES = {
    MemberRole.LEADER: gettext_noop("leader"),
    MemberRole.DEPUTY: gettext_noop("deputy leader"),
    MemberRole.MEMBER: gettext_noop("member"),
    MemberRole.ESCORT: gettext_noop("accompanying person"),
    MemberRole.INTERPRETER: gettext_noop("interpreter"),
    MemberRole.LIAISON: gettext_noop("liaison"),
    MemberRole.MEDIA: gettext_noop("media"),
}


def member_role(role: MemberRole) -> str:
    return capfirst(gettext(MEMBER_ROLES[role]))


def direction(value: Direction) -> str:
    return {
        Direction.INBOUND: pgettext("direction of a delegation", "Inbound"),
        Direction.OUTBOUND: pgettext("direction of a delegation", "Outbound"),
    }[value]


def delegation_state(state: DelegationState) -> str:
    return capfirst(
        {
            DelegationState.ANNOUNCED: pgettext("delegation", "announced"),
            DelegationState.COMPOSED: pgettext("delegation", "composed"),
            DelegationState.CONFIRMED: pgettext("delegation", "confirmed"),
            DelegationState.RECEIVED: pgettext("delegation", "received"),
            DelegationState.DEPARTED: pgettext("delegation", "departed"),
            DelegationState.WITHDRAWN: pgettext("delegation", "withdrawn"),
        }[state]
    )
