"""With whom: each delegation with its senders, leaders in order of mention, members and the items it took part in."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.dossier.delegations import Delegation, Member
from reports.dossier.vocabulary import DelegationState, MemberRole
from reports.dossier.who import Post
from reports.narrative import words_who
from reports.narrative.telling import Telling
from reports.narrative.tree import Block, Facts, Paragraph, Run, Section, Statement, Table, say

Rows = list[tuple[str, Statement]]
ROLES = (
    MemberRole.LEADER, MemberRole.DEPUTY, MemberRole.MEMBER, MemberRole.ESCORT, MemberRole.LIAISON, MemberRole.INTERPRETER,
    MemberRole.MEDIA,
)  # fmt: skip


def delegations(telling: Telling) -> Section:
    posts = posts_then(telling)
    sections = tuple(
        _delegation(telling, place, record, posts) for place, record in telling.own("delegations")
    )
    return Section("delegations", _("Delegations"), (), sections)


def posts_then(telling: Telling) -> dict[str, list[Post]]:
    """The posts of each registered person as they were held then, where the registration states them."""
    return {
        record.person: record.posts
        for record in telling.dossier.registrations
        if record.person and record.posts is not None
    }


def _delegation(telling: Telling, place: int, record: Delegation, posts: dict[str, list[Post]]) -> Section:
    path = f"$.delegations[{place}]"
    title, language = _title(telling, place, record)
    blocks: list[Block] = []
    if record.purpose:
        purpose = say(_("Purpose: %(purpose)s"), f"{path}.purpose", purpose=telling.text(record.purpose))
        blocks.append(Paragraph((purpose,)))
    rows = [(label, statement) for label, statement in _facts(telling, path, record) if statement]
    if rows:
        blocks.append(Facts(tuple(rows)))
    if record.members:
        blocks.append(_members(telling, path, record, posts))
    blocks += _gaps(telling, path, record)
    return Section(f"delegation-{place + 1}", title, tuple(blocks), lang=language)


def _title(telling: Telling, place: int, record: Delegation) -> tuple[str, str | None]:
    if record.name:
        return telling.heading(record.name)
    if record.senders:
        senders = telling.listed([telling.organization(key) for key in record.senders])
        return Statement(senders).text, None
    return _("Delegation %(number)s") % {"number": telling.number(place + 1)}, None


def _facts(telling: Telling, path: str, record: Delegation) -> Rows:
    senders = telling.listed([telling.organization(key) for key in record.senders])
    stands = not telling.is_over or record.state is DelegationState.WITHDRAWN
    seats = telling.number(record.seats) if record.seats is not None else ""
    items = telling.one_after_another([telling.item(key) for key in record.agenda_items])
    return [
        (
            ngettext("Sent by", "Sent by", len(record.senders)),
            telling.stated(senders, f"{path}.senders"),
        ),
        (_("Country"), Statement(_run(telling.country(record.country)), (f"{path}.country",))),
        (
            _("Direction"),
            Statement(_run(words_who.direction(record.direction) if record.direction else ""), (path,)),
        ),
        (_("State"), Statement(_run(words_who.delegation_state(record.state) if stands else ""), (path,))),
        (_("Level of reception"), Statement(_run(record.reception_level or ""), (path,))),
        (
            _("Composition notified on"),
            Statement(_run(telling.date(record.composition_notified_on)), (path,)),
        ),
        (_("Seats"), Statement(_run(seats), (f"{path}.seats",))),
        (
            _("Focal point"),
            Statement(telling.person(record.focal_point) if record.focal_point else (), (path,)),
        ),
        (
            ngettext("Interpreter", "Interpreters", len(record.interpreters)),
            Statement(telling.listed([telling.person(key) for key in record.interpreters]), (path,)),
        ),
        (_("Took part in"), Statement(items, (f"{path}.agenda_items",))),
    ]


def _run(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _members(telling: Telling, path: str, record: Delegation, posts: dict[str, list[Post]]) -> Table:
    """Leaders, deputies, members, those at their side; within each as they were mentioned."""
    in_order = sorted(enumerate(record.members), key=lambda placed: ROLES.index(placed[1].role))
    leaders = sum(member.role is MemberRole.LEADER for member in record.members)
    rows = tuple(
        (
            Statement(telling.one(member), (f"{path}.members[{place}]", telling.path_of(member))),
            telling.stated(telling.posts(_posts(telling, member, posts)), telling.path_of(member))
            if member.person
            else _size(telling, member),
            Statement((Run(_role(member, leaders)),), (f"{path}.members[{place}]",)),
        )
        for place, member in in_order
    )
    columns = (_("Name"), _("Post and organization"), _("Role"))
    return Table(_("Members of the delegation"), columns, rows, (30, 50, 20)).without_empty_columns()


def _posts(telling: Telling, member: Member, posts: dict[str, list[Post]]) -> list[Post]:
    key = member.person or ""
    return posts.get(key, telling.people[key].posts)


def _size(telling: Telling, member: Member) -> Statement:
    """How many are in an unnamed group."""
    group = telling.dossier.groups[telling.groups[member.group or ""]]
    if group.count is None:
        return Statement(_run(group.count_as_worded or ""), (telling.path_of(member),))
    template = ngettext("%(count)s person", "%(count)s people", group.count)
    return say(template, telling.path_of(member), count=telling.number(group.count))


def _role(member: Member, leaders: int) -> str:
    if member.role is MemberRole.LEADER and leaders > 1:
        return _("Co-leader")
    return words_who.member_role(member.role)


def _gaps(telling: Telling, path: str, record: Delegation) -> list[Block]:
    """What a reader would look for, where it is to be marked."""
    if not telling.mark:
        return []
    said = []
    if not any(member.role is MemberRole.LEADER for member in record.members):
        said.append(say(_("The leader is not stated."), path))
    if all(member.role is MemberRole.LEADER for member in record.members):
        said.append(say(_("Other members are not stated."), path))
    return [Paragraph(tuple(said))] if said else []
