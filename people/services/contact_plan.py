"""What a file of contacts would change: every row is checked and compared with the directory before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy

from base.collecting import uncollected
from base.recognising import recognised
from base.search import IS_CJK, fold
from base.tables import CellError, Layout, Table, check, check_row, plain
from base.tabular import read_cells
from base.vcards import is_vcard, read_cards
from people.models import Office, Organization, Person, Post
from people.services.contact_fields import BY_KEY, FIELDS, NAMES
from people.services.row_people import known_organizations, person_of, post_of


class Fate(models.TextChoices):
    NEW = "new", gettext_lazy("new")
    POST = "post", gettext_lazy("a further post of the person above")
    THERE = "there", gettext_lazy("already there")
    REPEATED = "repeated", gettext_lazy("twice in the file")


@dataclass(slots=True)
class Contact:
    """One row: the person as they would be written, their post, and what becomes of the row."""

    number: int
    person: Person
    post: Post | None = None
    organization: str = ""
    new_organization: bool = False
    fate: Fate = Fate.NEW


@dataclass(slots=True)
class Plan:
    contacts: list[Contact] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    organizations: dict[str, Organization] = field(default_factory=dict)

    def of_fate(self, *fates: Fate) -> list[Contact]:
        return [contact for contact in self.contacts if contact.fate in fates]

    @property
    def new(self) -> list[Contact]:
        return self.of_fate(Fate.NEW)

    @property
    def posts(self) -> list[Post]:
        return [contact.post for contact in self.of_fate(Fate.NEW, Fate.POST) if contact.post]

    @property
    def new_organizations(self) -> list[Organization]:
        return [organization for organization in self.organizations.values() if organization.pk is None]


def read_contacts(content: bytes, layout: Layout | None = None) -> Table:
    """The rows of an XLSX, CSV or vCard file with their errors. Raises Invalid when the file cannot be read.

    Without a `layout`, columns are recognised by their headings and by what stands in them.
    """
    if not is_vcard(content):
        cells = read_cells(content)
        return check(cells, FIELDS, required=NAMES, layout=layout or recognised(cells, FIELDS).layout())
    table = Table()
    for number, texts in read_cards(content):
        table.rows.append((number, check_row(number, texts, BY_KEY, table.errors)))
    return table


@uncollected()
def plan_import(table: Table, *, office: Office, language: str) -> Plan:
    """Compare with the office's directory, in two queries; names of posts and organizations are in `language`."""
    plan = Plan(errors=list(table.errors), unknown=list(table.unknown))
    plan.organizations = known_organizations(office)
    people = _KnownPeople(office)
    for number, values in table.rows:
        person = person_of(office, number, values, plan.errors)
        if person is None:
            continue
        contact = Contact(number, person, organization=values.get("organization", ""))
        contact.fate, earlier = people.meet(contact)
        if contact.fate is not Fate.THERE:
            contact.post = post_of(
                earlier.person if earlier else person, number, values,
                organizations=plan.organizations, errors=plan.errors, language=language,
            )  # fmt: skip
            body = contact.post.organization if contact.post else None
            contact.new_organization = body is not None and body.pk is None
            contact.fate = people.meet_post(contact, earlier)
        plan.contacts.append(contact)
    _drop_unused(plan)
    plan.errors.sort(key=lambda error: error.row)
    return plan


class _KnownPeople:
    """The people of the directory and of the rows read so far, found by e-mail or, where none contradicts, by name."""

    def __init__(self, office: Office) -> None:
        self.emails: dict[str, Contact | None] = {}
        self.names: dict[str, list[tuple[str, Contact | None]]] = {}
        self.posts: dict[int, set[tuple[str, str]]] = {}
        rows = (
            Person.objects.of(office)
            .order_by()
            .values_list("email", "given_name", "family_name", "native_name")
        )
        for email, given, family, native in rows:
            self._add(email, _name_keys(given, family, native), None)

    def meet(self, contact: Contact) -> tuple[Fate, Contact | None]:
        """Whether the person is new, in the directory, or stood in an earlier row (which is returned)."""
        person = contact.person
        keys = _name_keys(person.given_name, person.family_name, person.native_name)
        email = person.email.lower()
        if email in self.emails:
            return _fate(self.emails[email])
        for key in keys:
            for known_email, earlier in self.names.get(key, ()):
                if not (email and known_email):
                    return _fate(earlier)
        self._add(email, keys, contact)
        return Fate.NEW, None

    def meet_post(self, contact: Contact, earlier: Contact | None) -> Fate:
        """A repeated person with another post adds that post; with the same, nothing."""
        held = self.posts.setdefault((earlier or contact).number, set())
        post = contact.post
        key = (fold(post.title), plain(contact.organization)) if post else None
        known = key is None or key in held
        if key:
            held.add(key)
        if earlier is None:
            return Fate.NEW
        return Fate.REPEATED if known else Fate.POST

    def _add(self, email: str, keys: Iterable[str], contact: Contact | None) -> None:
        if email:
            self.emails.setdefault(email.lower(), contact)
        for key in keys:
            self.names.setdefault(key, []).append((email, contact))


def _fate(earlier: Contact | None) -> tuple[Fate, Contact | None]:
    return (Fate.THERE, None) if earlier is None else (Fate.REPEATED, earlier)


def _name_keys(given: str, family: str, native: str) -> set[str]:
    """A name in any order of its words, and in its own script."""
    whole = " ".join(sorted(fold(f"{given} {family}").split()))
    joined = "".join(fold(f"{family}{given}").split()) if IS_CJK.match(family) else ""
    return {key for key in (whole, joined, "".join(fold(native).split())) if key}


def _drop_unused(plan: Plan) -> None:
    """Organizations that only rows without effect name are not made."""
    used = {id(post.organization) for post in plan.posts if post.organization}
    plan.organizations = {
        key: organization
        for key, organization in plan.organizations.items()
        if organization.pk or id(organization) in used
    }
