"""Two records of one person, or of one organization: what the one that stays holds afterwards, and what referred to the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q

from base.languages import columns, texts
from base.search import fold
from people.models import Identifier, Merger, Organization, OrganizationLink, Person, Post
from people.services import directory
from people.services.repointing import Reference, Repointing, picture

OF_PERSON = (Reference(Post, "person"), Reference(Identifier, "person"), Reference(Merger, "person"))
OF_ORGANIZATION = (
    Reference(Post, "organization"), Reference(Identifier, "organization"), Reference(Merger, "organization"),
    Reference(OrganizationLink, "organization"), Reference(OrganizationLink, "to"),
)  # fmt: skip
OF_POST: tuple[Reference, ...] = ()
"""Those of other rooms follow a post on their own when two posts become one."""

CHOSEN = {
    Person: (
        "given_name", "family_name", "native_name", "name_order", "honorific", "academic_style", "country", "email",
        "phone", "language",
    ),
    Organization: (
        *columns("name"), "native_name", "short_name", "kind", "sector", "country", "city", "website",
        *columns("mandate"), "policies",
    ),
}  # fmt: skip
"""What one record holds once: where both state it, a person chooses."""
SAME_POST = ("organization_id", "rank", "since", "until", *columns("title", "department"))


def differing(kept: Any, gone: Any) -> list[str]:
    """The fields that both state, and differently."""
    names = CHOSEN[type(kept)]
    return [name for name in names if _stated(kept, name) and _stated(gone, name) and _value(kept, name) != _value(gone, name)]  # fmt: skip


def combined(kept: Any, gone: Any, take: Collection[str]) -> dict[str, Any]:
    """The fields of `kept` that change: what is taken from `gone`, what only `gone` states, and lists of both."""
    changes = {}
    for name in CHOSEN[type(kept)]:
        if _stated(gone, name) and (name in take or not _stated(kept, name)):
            changes[name] = _value(gone, name)
    changes["aliases"] = _aliases(kept, gone, changes)
    if isinstance(kept, Person):
        changes["languages"] = list(dict.fromkeys([*kept.languages, *gone.languages]))
        changes["notes"] = "\n\n".join(dict.fromkeys(text for text in (kept.notes, gone.notes) if text))
    return {name: value for name, value in changes.items() if value != _value(kept, name)}


def names_of(record: Any) -> list[str]:
    """Every name that a record is known by, without its other names."""
    if isinstance(record, Person):
        return [name for name in (record.name, record.native_name) if name]
    stated = [*texts(record, "name").values(), record.native_name, record.short_name]
    return [name for name in stated if name]


def fold_same_posts(kept: Person, gone: Person, run: Repointing) -> None:
    """The same title at the same body for the same time is one post."""
    there = {_post_key(post): post for post in reversed(list(kept.posts.all()))}
    for post in gone.posts.all():
        if twin := there.get(_post_key(post)):
            run.fold(post, twin)


def drop_links_between(kept: Organization, gone: Organization, run: Repointing) -> None:
    """No organization is a branch of itself."""
    between = OrganizationLink.objects.filter(Q(organization=kept, to=gone) | Q(organization=gone, to=kept))
    run.folded += [{"of": "people.organizationlink", **picture(link)} for link in between]
    between.delete()


def former(model: Any, uid: Any, *, user: Any) -> Any | None:
    """The record into which the one of this uid went, as far as the user may see it."""
    name = model._meta.model_name
    found = Merger.objects.visible_to(user).filter(former_uid=uid).select_related(name).first()
    return getattr(found, name) if found else None


def former_keys(record: Any) -> list[str]:
    """Journal keys of the records that went into this one."""
    return list(record.mergers.values_list("former_key", flat=True))


def index(record: Any) -> None:
    """Set what search and order read."""
    if isinstance(record, Person):
        directory.index_person(record)
    else:
        directory.index_organization(record)


def _aliases(kept: Any, gone: Any, changes: dict[str, Any]) -> list[str]:
    """Both lists, and every name that is not shown any more."""
    after = type(kept)(**{name: changes.get(name, _value(kept, name)) for name in CHOSEN[type(kept)]})
    shown = {fold(name) for name in names_of(after)}
    return _once([*kept.aliases, *gone.aliases, *names_of(kept), *names_of(gone)], without=shown)


def _once(names: Iterable[str], *, without: Collection[str]) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        if fold(name) not in without:
            found.setdefault(fold(name), name)
    return list(found.values())


def _post_key(post: Post) -> Sequence[Any]:
    return tuple(getattr(post, name) for name in SAME_POST)


def _value(record: Any, name: str) -> Any:
    return getattr(record, name)


def _stated(record: Any, name: str) -> bool:
    return bool(getattr(record, name))
