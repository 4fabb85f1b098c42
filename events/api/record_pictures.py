"""How the API shows what was shown at an event, what was published about it, and who made that."""

from __future__ import annotations

from base.pictures import (
    STAMPS,
    Picture,
    choice,
    clock,
    edtf,
    link,
    number,
    part,
    ref,
    strings,
    text,
    texts,
    uid,
)
from events.models import Credit, CreditRole, Mode
from people.api.pictures import organization_brief, person_brief

EXHIBIT = Picture(
    "Exhibit",
    uid=uid(),
    event=text("event__slug"),
    item=ref("item__uid"),
    title=texts("title"),
    summary=texts("summary"),
    field=texts("field"),
    owner=organization_brief("owner"),
    count=number("count", null=True),
    count_as_worded=text("count_as_worded"),
    mode=choice("mode", Mode, blank=True),
    position=number("position"),
    **STAMPS,
)

CREDIT_OF_SOURCE = Picture(
    "CreditOfSource", uid=uid(), role=choice("role", CreditRole), person=person_brief("person")
)

SOURCE = Picture(
    "Source",
    uid=uid(),
    event=text("event__slug"),
    headline=text("headline"),
    publisher=text("publisher"),
    issuer=text("issuer"),
    dateline=text("dateline"),
    section=text("section"),
    published_on=edtf("published_on"),
    published_time=clock("published_time"),
    reads=number("reads", null=True),
    notice=text("notice"),
    url=link("url"),
    language=text("language"),
    quote=text("quote"),
    captions=strings("captions"),
    credits=part(CREDIT_OF_SOURCE, Credit.objects.all, of="source_id"),
    position=number("position"),
    **STAMPS,
)

CREDIT = Picture(
    "Credit",
    uid=uid(),
    event=text("event__slug"),
    source=ref("source__uid"),
    role=choice("role", CreditRole),
    person=person_brief("person"),
    position=number("position"),
    **STAMPS,
)
