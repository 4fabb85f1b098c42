"""How the API shows the nouns of the people room."""

from __future__ import annotations

from collections.abc import Sequence

from rest_framework import serializers

from base.languages import Language
from base.pictures import (
    STAMPS,
    Member,
    Part,
    Picture,
    choice,
    choices,
    edtf,
    flag,
    inside,
    link,
    moment,
    number,
    part,
    ref,
    strings,
    text,
    texts,
    texts_list,
    uid,
)
from people.api.fields import IdentifiersField
from people.identifiers import OF_ORGANIZATIONS, OF_PEOPLE
from people.models import (
    Channel,
    Identifier,
    NoticeState,
    OrganizationKind,
    OrganizationLink,
    Person,
    Sector,
    Takeover,
    Trouble,
)
from people.models.person import whole_name
from people.precedence import Criterion, HostPlace


def person_name(prefix: str = "") -> Member:
    """The whole name in its own order."""
    given, family, native, order = (
        f"{prefix}{name}" for name in ("given_name", "family_name", "native_name", "name_order")
    )
    return Member(
        (given, family, native, order),
        lambda row: whole_name(row[given] or "", row[family] or "", row[native] or "", row[order] or ""),
        serializers.CharField,
    )


def person_brief(path: str) -> Member:
    """A person within another noun; null where there is none."""
    prefix = f"{path}__"
    brief = Picture(
        "PersonBrief",
        uid=uid(f"{prefix}uid"),
        name=person_name(prefix),
        native_name=text(f"{prefix}native_name"),
    )
    return inside(brief, when=f"{prefix}uid")


def organization_brief(path: str) -> Member:
    prefix = f"{path}__"
    brief = Picture(
        "OrganizationBrief",
        uid=uid(f"{prefix}uid"),
        name=texts(f"{prefix}name"),
        native_name=text(f"{prefix}native_name"),
        country=text(f"{prefix}country"),
    )
    return inside(brief, when=f"{prefix}uid")


def user_brief(path: str) -> Member:
    """A colleague: name, never the address."""
    prefix = f"{path}__"
    return inside(
        Picture("UserBrief", uid=uid(f"{prefix}uid"), name=text(f"{prefix}name")), when=f"{prefix}uid"
    )


def identifiers(owner: str, schemes: Sequence[str]) -> Part:
    """Scheme → value, as far as they are known."""

    def load(pks: Sequence[int]) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        rows = Identifier.objects.filter(**{f"{owner}__in": pks})
        for pk, scheme, value in rows.values_list(owner, "scheme", "value"):
            found.setdefault(pk, {})[scheme] = value
        return found

    return Part(load, lambda: IdentifiersField(schemes), dict)


OFFICE = Picture(
    "Office",
    uid=uid(),
    slug=text("slug"),
    name=text("name"),
    country=text("country"),
    zone=text("zone"),
    language=choice("language", Language),
    contact_name=text("contact_name"),
    contact_email=text("contact_email"),
    privacy_notice=texts("privacy_notice"),
    **STAMPS,
)

ORGANIZATION = Picture(
    "Organization",
    uid=uid(),
    office=text("office__slug"),
    name=texts("name"),
    native_name=text("native_name"),
    short_name=text("short_name"),
    aliases=strings("aliases"),
    kind=choice("kind", OrganizationKind, blank=True),
    sector=choice("sector", Sector, blank=True),
    country=text("country"),
    city=text("city"),
    website=link("website"),
    mandate=texts("mandate"),
    policies=texts_list("policies"),
    identifiers=identifiers("organization_id", OF_ORGANIZATIONS),
    **STAMPS,
)

ORGANIZATION_LINK = Picture(
    "OrganizationLink",
    uid=uid(),
    organization=organization_brief("organization"),
    kind=choice("kind", OrganizationLink.Kind),
    to=organization_brief("to"),
    **STAMPS,
)

PERSON = Picture(
    "Person",
    uid=uid(),
    office=text("office__slug"),
    name=person_name(),
    given_name=text("given_name"),
    family_name=text("family_name"),
    native_name=text("native_name"),
    name_order=choice("name_order", Person.NameOrder),
    honorific=text("honorific"),
    academic_style=text("academic_style"),
    aliases=strings("aliases"),
    languages=strings("languages"),
    language=choice("language", Language, blank=True),
    country=text("country"),
    email=text("email"),
    phone=text("phone"),
    notes=text("notes"),
    identifiers=identifiers("person_id", OF_PEOPLE),
    **STAMPS,
)

POST = Picture(
    "Post",
    uid=uid(),
    person=ref("person__uid"),
    organization=organization_brief("organization"),
    title=texts("title"),
    department=texts("department"),
    rank=number("rank", null=True),
    since=edtf("since"),
    until=edtf("until"),
    **STAMPS,
)

PRECEDENCE = Picture(
    "Precedence",
    uid=uid(),
    office=text("office__slug"),
    name=texts("name"),
    criteria=choices("criteria", Criterion),
    host=choice("host", HostPlace),
    language=choice("language", Language),
    together=flag("together"),
    is_default=flag("is_default"),
    **STAMPS,
)

WEBHOOK = Picture(
    "Webhook",
    uid=uid(),
    office=text("office__slug"),
    name=text("name"),
    url=text("url"),
    topics=strings("topics"),
    active=flag("active"),
    secret_made_at=moment("secret_made_at", null=False),
    **STAMPS,
)

NOTICE_TEMPLATE = Picture(
    "NoticeTemplate",
    uid=uid(),
    office=text("office__slug"),
    kind=text("kind"),
    language=choice("language", Language),
    subject=text("subject"),
    body=text("body"),
    fallback=flag("fallback"),
    **STAMPS,
)

SECRET = Picture("WebhookSecret", secret=text("secret"))

TAKEOVER = Picture(
    "Takeover",
    at=moment("at", null=False),
    held=choice("held", Takeover.Held),
    reason=text("reason"),
)

NOTICE = Picture(
    "Notice",
    uid=uid(),
    office=text("office__slug"),
    kind=text("kind"),
    channel=choice("channel", Channel),
    state=choice("state", NoticeState),
    address=text("address"),
    language=choice("language", Language),
    due_at=moment("due_at", null=False),
    sent_at=moment("sent_at"),
    attempts=number("attempts"),
    takeovers=number("takeovers"),
    trouble=choice("trouble", Trouble, blank=True),
    error=text("error"),
    taken_over=part(TAKEOVER, Takeover.objects.all, of="notice_id"),
    created_at=moment("created_at", null=False),
)
