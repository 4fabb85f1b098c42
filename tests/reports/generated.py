"""Dossiers at random: every noun and every optional field, stated or not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from base.languages import CODES
from reports.dossier.vocabulary import (
    ActorPart,
    AgendaKind,
    AgendaState,
    AgreementKind,
    AgreementState,
    BodyRole,
    Broadcast,
    CreditRole,
    DelegationState,
    Direction,
    EventKind,
    EventMode,
    EventState,
    FollowUpState,
    Manner,
    MemberRole,
    OrganizationKind,
    OrganizationLinkKind,
    OutcomeKind,
    ParticipationRole,
    PartOfDay,
    RegistrationRole,
    RegistrationState,
    Sector,
)

Data = dict[str, Any]
COUNTRIES = ["CN", "BR", "CL", "HU", "MX", "TH"]
LANGUAGES = [*CODES, "fr", "hu"]
TOLD = [state for state in RegistrationState if state.value not in ("cancelled", "declined", "substituted")]
word = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
text = st.dictionaries(st.sampled_from(CODES), word, min_size=1, max_size=3)
texts = st.lists(text, max_size=2)
count = st.integers(1, 1_000_000)
country = st.sampled_from(COUNTRIES)
countries = st.lists(country, max_size=3, unique=True)
clock = st.times(max_value=dt.time(22)).map(lambda time: time.replace(microsecond=0).isoformat())
address = st.from_regex(r"https://[a-z]{1,8}\.example\.org/[a-z0-9]{0,8}", fullmatch=True)
day = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31))
ORCIDS = ["0000-0002-1825-0097", "0000-0001-5109-3700"]
RORS = ["03yrm5c26", "05dxps055"]


def one(values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([value.value for value in values])


def maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Some of these fields."""
    return st.fixed_dictionaries({}, optional=fields)


def record(
    always: dict[str, st.SearchStrategy[Any]], **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Data]:
    return st.fixed_dictionaries(always, optional=fields)


def exact(date: dt.date) -> Data:
    return {"year": date.year, "month": date.month, "day": date.day}


partial_date = st.builds(
    lambda date, parts: {name: value for name, value in exact(date).items() if name in parts},
    day,
    st.sampled_from([("year",), ("year", "month"), ("year", "month", "day"), ("month",), ("month", "day")]),
)


@st.composite
def dossiers(draw: st.DrawFn) -> Data:
    subs = [f"part-{number}" for number in range(draw(st.integers(0, 2)))]
    organizations = _organizations(draw)
    people = _people(draw, [one["id"] for one in organizations])
    found = Found(draw, subs, [one["id"] for one in organizations], [one["id"] for one in people])
    data: Data = {
        "version": draw(st.sampled_from(["1.0", "1.1"])),
        "event": _event(found, "whole"),
        "sub_events": [_event(found, slug) for slug in subs],
        "organizations": organizations,
        "people": people,
    }
    data["groups"] = found.groups = found.several(_group, "group", 3)
    data["agenda"] = found.items = found.several(_item, "item", 4)
    data["registrations"] = found.registrations = _registrations(found, people)
    data["delegations"] = _delegations(found)
    data["exhibits"] = found.several(_exhibit, None, 2)
    data["outcomes"] = found.outcomes = found.several(_outcome, "outcome", 3)
    data["agreements"] = found.agreements = found.several(_agreement, "agreement", 2)
    data["follow_ups"] = found.several(_follow_up, None, 3)
    data["sources"] = found.sources = [_source(found, number) for number in range(draw(st.integers(0, 2)))]
    data["indicators"] = [_indicator(found) for _ in range(draw(st.integers(0, 2)))]
    data["photos"] = found.several(_photo, None, 2)
    data["credits"] = _credits(found)
    return data


class Found:
    """What has been drawn so far, for what refers to it."""

    def __init__(self, draw: st.DrawFn, subs: list[str], organizations: list[str], people: list[str]) -> None:
        self.draw = draw
        self.subs = subs
        self.organizations = organizations
        self.people = people
        self.groups: list[Data] = []
        self.items: list[Data] = []
        self.registrations: list[Data] = []
        self.outcomes: list[Data] = []
        self.agreements: list[Data] = []
        self.sources: list[Data] = []

    def several(self, make: Any, noun: str | None, most: int) -> list[Data]:
        made = []
        for number in range(self.draw(st.integers(0, most))):
            sub_event = self.draw(st.sampled_from([None, *self.subs]))
            part = make(self, sub_event) | ({"id": f"{noun}-{number}"} if noun else {})
            made.append(part | ({"sub_event": sub_event} if sub_event else {}))
        return made

    def some(self, of: list[str], most: int = 3) -> list[str]:
        return self.draw(st.lists(st.sampled_from(of), unique=True, max_size=most)) if of else []

    def ref(self, name: str, of: list[str]) -> Data:
        """A field that refers to one of these, or is left out."""
        return {name: self.draw(st.sampled_from(of))} if of and self.draw(st.booleans()) else {}

    def within(self, records: list[Data], sub_event: str | None) -> list[str]:
        return [record["id"] for record in records if record.get("sub_event") == sub_event]

    def who(self, sub_event: str | None) -> Data:
        groups = [{"group": key} for key in self.within(self.groups, sub_event)]
        return self.draw(st.sampled_from([*({"person": key} for key in self.people), *groups]))


def _organizations(draw: st.DrawFn) -> list[Data]:
    made: list[Data] = []
    for number in range(draw(st.integers(2, 4))):
        named = record(
            {"names": text},
            native_name=word, short_name=word, kind=one(OrganizationKind), country=country, city=word,
            sector=one(Sector), mandate=text, policies=texts, aliases=st.lists(word, max_size=2, unique=True),
        )  # fmt: skip
        part = draw(named)
        # Names tell the records of one dossier apart.
        for name in ("native_name", "short_name"):
            if name in part:
                part[name] = f"{part[name]} {name} {number}"
        part["names"] = {code: f"{name} {code} {number}" for code, name in part["names"].items()}
        part["aliases"] = [
            f"{alias} alias {number}.{place}" for place, alias in enumerate(part.get("aliases", []))
        ]
        if number < len(RORS) and draw(st.booleans()):
            part["identifiers"] = {"ror": RORS[number]}
        made.append(part | {"id": f"o{number}"})
    keys = [part["id"] for part in made]
    for part in made:
        others = [key for key in keys if key != part["id"]]
        pairs = draw(
            st.lists(st.tuples(one(OrganizationLinkKind), st.sampled_from(others)), unique=True, max_size=2)
        )
        part["links"] = [{"kind": kind, "to": to} for kind, to in pairs]
    return made


def _people(draw: st.DrawFn, organizations: list[str]) -> list[Data]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        part = draw(
            maybe(
                given_name=word, name_order=st.sampled_from(["given_first", "family_first"]), honorific=word,
                academic_style=word, country=country, languages=st.lists(st.sampled_from(LANGUAGES), max_size=2),
            )
        )  # fmt: skip
        names = draw(st.sampled_from([("family_name",), ("native_name",), ("family_name", "native_name")]))
        part |= {name: f"{draw(word)} {name} {number}" for name in names}
        part["aliases"] = [f"{alias} alias {number}" for alias in draw(st.lists(word, max_size=1))]
        part["posts"] = [_post(draw, organizations, place) for place in range(draw(st.integers(0, 2)))]
        if number < len(ORCIDS) and draw(st.booleans()):
            part["identifiers"] = {"orcid": ORCIDS[number]}
        made.append(part | {"id": f"p{number}"})
    return made


def _post(draw: st.DrawFn, organizations: list[str], number: int) -> Data:
    post = draw(maybe(department=text, rank=st.integers(1, 20), since=partial_date, until=partial_date))
    post["organization"] = draw(st.sampled_from(organizations))
    post["title"] = {code: f"{title} {number}" for code, title in draw(text).items()}
    if draw(st.booleans()) and number < 2:
        del post["organization"]
    return post


def _event(found: Found, slug: str) -> Data:
    part = found.draw(
        record(
            {"kind": one(EventKind), "state": one(EventState), "title": text},
            mode=one(EventMode), theme=text, summary=text, place=text, city=word, country=country,
            zone=st.just("Asia/Shanghai"), part_of_day=one(PartOfDay), duration_days=st.integers(1, 90),
            capacity=st.just(50_000_000), stream_url=address, broadcast=one(Broadcast), broadcast_countries=countries,
            aims=texts, policies=texts, start_on=partial_date,
        )
    )  # fmt: skip
    if found.draw(st.booleans()):
        first = found.draw(day)
        part |= {"start_on": exact(first), "start_time": found.draw(clock), "end_time": "23:00:00"}
        part["end_on"] = exact(first + dt.timedelta(days=found.draw(st.integers(0, 3))))
    if found.draw(st.booleans()):
        part["series"] = {"name": {code: f"{name} {slug}" for code, name in found.draw(text).items()}}
        part["series"] |= found.draw(maybe(founded_year=st.integers(1900, 2020)))
        part |= found.draw(maybe(edition=st.integers(1, 200)))
    bodies = st.lists(st.tuples(st.sampled_from(found.organizations), one(BodyRole)), unique=True, max_size=3)
    part["bodies"] = [{"organization": key, "role": role} for key, role in found.draw(bodies)]
    return part | {"slug": slug}


def _group(found: Found, _sub_event: str | None) -> Data:
    part = found.draw(
        record(
            {"label": text}, count=count, count_as_worded=word, category=word, rank=word, countries=countries,
            regions=st.lists(word, max_size=2), list_complete=st.booleans(),
        )
    )  # fmt: skip
    return part | {"organizations": found.some(found.organizations)}


def _item(found: Found, sub_event: str | None) -> Data:
    part = found.draw(
        record(
            {"kind": one(AgendaKind), "state": one(AgendaState)},
            title=text, on=partial_date, track=word, place=text, abstract=text, gist=text,
            language=st.sampled_from(LANGUAGES),
            links=st.lists(record({"url": address}, title=word), max_size=2),
        )
    )  # fmt: skip
    part |= found.draw(
        st.one_of(
            st.just({}), maybe(part_of_day=one(PartOfDay)), clock.map(lambda time: {"start_time": time}),
            clock.map(lambda time: {"start_time": time, "end_time": "23:30:00"}),
        )
    )  # fmt: skip
    part |= found.ref("host", found.organizations)
    taking_part: dict[str, Data] = {}
    for _ in range(found.draw(st.integers(0, 3))):
        who = found.who(sub_event) | {"role": found.draw(one(ParticipationRole))}
        more = maybe(manner=one(Manner), speech_title=text, gist=text, language=st.sampled_from(LANGUAGES))
        taking_part.setdefault(str(sorted(who.items())), who | found.draw(more))
    return part | {"participations": list(taking_part.values())}


def _registrations(found: Found, people: list[Data]) -> list[Data]:
    made: dict[Any, Data] = {}
    for _ in range(found.draw(st.integers(0, 6))):
        sub_event = found.draw(st.sampled_from([None, *found.subs]))
        who = found.who(sub_event)
        part = who | found.draw(
            record({"role": one(RegistrationRole), "state": one(TOLD)}, manner=one(Manner), country=country)
        )
        if "person" in who:
            part |= found.draw(
                maybe(
                    organization_name=word.map(lambda name: f"{name} as worded"),
                    job_title=word.map(lambda name: f"{name} as worded"),
                )
            )
            own = next(one["posts"] for one in people if one["id"] == who["person"])
            part |= found.draw(st.sampled_from([{}, {"posts": []}, {"posts": own[:1]}]))
            if found.draw(st.booleans()):
                part["posts"] = [*own[:1], _post(found.draw, found.organizations, 7)]
        made.setdefault((sub_event, *who.items()), part | ({"sub_event": sub_event} if sub_event else {}))
    return list(made.values())


def _delegations(found: Found) -> list[Data]:
    free = list(found.registrations)
    made = []
    for number in range(found.draw(st.integers(0, 2))):
        sub_event = found.draw(st.sampled_from([None, *found.subs]))
        part = found.draw(
            record(
                {"name": text, "state": one(DelegationState)},
                country=country, direction=one(Direction), purpose=text, reception_level=word,
                composition_notified_on=partial_date, seats=st.integers(0, 30_000),
            )
        )  # fmt: skip
        mine = [one for one in free if one.get("sub_event") == sub_event][:2]
        free = [one for one in free if one not in mine]
        part["members"] = [
            {key: one[key] for key in ("person", "group") if key in one} | {"role": found.draw(one_of_roles)}
            for one in mine
        ]
        part["senders"] = found.some(found.organizations)
        part["interpreters"] = found.some(found.people)
        part["agenda_items"] = found.some(found.within(found.items, sub_event))
        part |= found.ref("focal_point", found.people)
        made.append(part | {"id": f"d{number}"} | ({"sub_event": sub_event} if sub_event else {}))
    return made


one_of_roles = one(MemberRole)


def _exhibit(found: Found, sub_event: str | None) -> Data:
    part = found.draw(
        record(
            {"title": text}, summary=text, field=text, count=count, count_as_worded=word, mode=one(EventMode)
        )
    )
    if "count" in part and found.draw(st.booleans()):
        del part["title"]
    part |= found.ref("owner", found.organizations)
    return part | found.ref("agenda_item", found.within(found.items, sub_event))


def _outcome(found: Found, sub_event: str | None) -> Data:
    part = found.draw(
        record(
            {"kind": one(OutcomeKind), "text": text},
            fields=texts,
            manner=one(Manner),
            count=count,
            count_as_worded=word,
        )
    )
    actors = [{"person": key} for key in found.some(found.people, 2)]
    actors += [{"organization": key} for key in found.some(found.organizations, 2)]
    actors += [{"group": key} for key in found.some(found.within(found.groups, sub_event), 1)]
    part["actors"] = [
        actor | {"part": found.draw(one(ActorPart))} for actor in found.draw(st.permutations(actors))
    ]
    part |= found.ref("agenda_item", found.within(found.items, sub_event))
    if part["kind"] == "appointment" and found.draw(st.booleans()):
        appointment = found.draw(maybe(title=text, since=partial_date, until=partial_date))
        appointment["person"] = found.draw(st.sampled_from(found.people))
        part["appointment"] = appointment | found.ref("organization", found.organizations)
    return part


def _agreement(found: Found, sub_event: str | None) -> Data:
    part = found.draw(
        record(
            {"kind": one(AgreementKind), "state": one(AgreementState)},
            title=text, witnessed_by=text, signed_on=partial_date, effective_on=partial_date, expires_on=partial_date,
            languages=st.lists(st.sampled_from(LANGUAGES), max_size=2), fields=texts, terms=texts,
        )
    )  # fmt: skip
    parties = found.draw(st.permutations(found.organizations))[:3]
    part["parties"] = []
    for key in parties:
        signatories = found.some(found.people, 2)
        part["parties"].append({"organization": key} | ({"signatories": signatories} if signatories else {}))
    if witnesses := found.some(found.people, 2):
        part["witnesses"] = witnesses
    return part | found.ref("agenda_item", found.within(found.items, sub_event))


def _follow_up(found: Found, sub_event: str | None) -> Data:
    part = found.draw(record({"text": text, "state": one(FollowUpState)}, due_on=partial_date))
    part |= found.ref("lead", found.organizations) | found.ref("responsible", found.people)
    cause = found.ref("outcome", found.within(found.outcomes, sub_event))
    return part | (cause or found.ref("agreement", found.within(found.agreements, sub_event)))


def _source(found: Found, number: int) -> Data:
    part = found.draw(
        record(
            {"headline": word}, language=st.sampled_from(LANGUAGES), publisher=word, issuer=word, dateline=word,
            section=word, published_on=partial_date, published_time=clock, reads=count, notice=word, url=address,
            quote=word, captions=st.lists(word, max_size=2),
        )
    )  # fmt: skip
    if found.draw(st.booleans()):
        part["id"] = f"source-{number}"
    return part | {"credits": _credits(found)}


def _credits(found: Found) -> list[Data]:
    pairs = st.lists(st.tuples(one(CreditRole), st.sampled_from(found.people)), unique=True, max_size=2)
    return [{"role": role, "person": person} for role, person in found.draw(pairs)]


def _indicator(found: Found) -> Data:
    value = st.decimals(-(10**9), 10**9, places=2, allow_nan=False).map(float)
    part = found.draw(record({"name": text, "value": value}, unit=text, as_of=partial_date))
    named = [source["id"] for source in found.sources if "id" in source]
    return part | found.ref("subject", found.organizations) | found.ref("source", named)


def _photo(found: Found, sub_event: str | None) -> Data:
    part = {"caption": found.draw(text)} | found.ref("photographer", found.people)
    return part | found.ref("agenda_item", found.within(found.items, sub_event))
