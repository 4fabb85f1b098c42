"""The list of members as a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from base import countries
from base.languages import EN
from base.sheets import Value
from delegations.models import Delegation, Member
from delegations.showing import with_participants

COLUMNS = (
    (pgettext_lazy("of a registration", "Number"), 8),
    (_("Role"), 18),
    (_("Family name"), 20),
    (_("Given name"), 20),
    (_("Name in its own script"), 16),
    (_("Organization"), 32),
    (_("Post"), 32),
    (_("Country"), 18),
    (_("E-mail"), 28),
    (_("Language"), 10),
    (_("How"), 16),
    (_("State"), 20),
    (_("Number of people"), 10),
)


def rows_of(delegation: Delegation) -> Iterator[list[Value]]:
    """A row for each member in their order, with the posts held then."""
    names = countries.names(get_language() or EN)
    for number, member in enumerate(with_participants(delegation.members.all()), start=1):
        registration = member.registration
        yield [
            number, str(member.get_role_display()), *_names(member), registration.organization_name, posts_of(member),
            names.get(str(registration.country), ""), registration.email, registration.language,
            str(registration.get_manner_display()), str(registration.get_state_display()), _people(member),
        ]  # fmt: skip


def posts_of(member: Member) -> str:
    """The posts held then; else the post as stated at registration."""
    held = [
        ", ".join(str(part) for part in (post.title, post.organization or "") if str(part))
        for post in member.registration.posts.all()
    ]
    return "; ".join(held) or member.registration.job_title


def _names(member: Member) -> tuple[str, str, str]:
    person, group = member.registration.person, member.registration.group
    if person:
        return person.family_name, person.given_name, person.native_name
    return (group.label if group else ""), "", ""


def _people(member: Member) -> int | None:
    """One for a person; for a group its number, empty while none is stated."""
    registration = member.registration
    return 1 if registration.person_id else registration.group.count if registration.group else None
