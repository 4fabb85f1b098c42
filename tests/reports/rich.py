"""A dossier in which every field that a report tells has a value of its own, so that each can be sought in the files."""


def text(words):
    return {"en": words}


def everywhere(words):
    return {"en": f"{words} en", "zh-hans": f"{words} 中文", "es": f"{words} es", "pt": f"{words} pt"}


def day(year, month, day_of_month):
    return {"year": year, "month": month, "day": day_of_month}


def belonging(prefix, sub_event):
    """One record of each noun that belongs to the event itself or to one of its sub-events."""
    of = {"sub_event": sub_event}
    return {
        "groups": [
            of | {
                "id": f"{prefix}-experts", "label": everywhere(f"{prefix} experts"), "count": 1234, "count_as_worded": f"{prefix} over a thousand",
                "category": f"{prefix} category", "rank": f"{prefix} rank", "countries": ["BR", "PE"], "regions": [f"{prefix} region"],
                "organizations": ["academy"], "list_complete": False,
            },
            of | {"id": f"{prefix}-companies", "label": text(f"{prefix} companies"), "count_as_worded": f"{prefix} a large number"},
        ],
        "registrations": [
            of | {
                "person": f"{prefix}-leader", "role": "official", "manner": "in_person", "state": "attended", "country": "CL",
                "organization_name": f"{prefix} body as written", "job_title": f"{prefix} post as written",
                "posts": [{"organization": "academy", "title": everywhere(f"{prefix} post then"), "department": text(f"{prefix} department"),
                           "rank": 3, "since": {"year": 2011}, "until": {"year": 2019, "month": 4}}],
            },
            of | {"person": f"{prefix}-co-leader", "role": "guest", "manner": "online", "state": "attended"},
            of | {"group": f"{prefix}-experts", "role": "participant", "state": "attended"},
            of | {"group": f"{prefix}-companies", "role": "exhibitor", "state": "attended"},
        ],
        "agenda": [
            of | {
                "id": f"{prefix}-opening", "kind": "opening", "title": everywhere(f"{prefix} opening"), "state": "held", "on": day(2024, 5, 17),
                "start_time": "09:05", "end_time": "10:35", "track": f"{prefix} track", "place": text(f"{prefix} hall"), "host": "academy",
                "abstract": text(f"{prefix} abstract"), "gist": text(f"{prefix} course of the opening"), "language": "fr",
                "links": [{"url": f"https://example.org/{prefix}/programme", "title": f"{prefix} programme"}],
                "participations": [
                    {"person": f"{prefix}-leader", "role": "speaker", "manner": "read_out", "speech_title": text(f"{prefix} speech"),
                     "gist": text(f"{prefix} what was said"), "language": "de"},
                    {"person": f"{prefix}-chair", "role": "chair", "manner": "online", "language": "it"},
                    {"group": f"{prefix}-experts", "role": "speaker", "manner": "either"},
                ],
            },
            of | {"id": f"{prefix}-signing", "kind": "signing", "title": text(f"{prefix} signing"), "state": "held", "on": day(2024, 5, 18), "part_of_day": "evening"},
            of | {"id": f"{prefix}-visit", "kind": "site_visit", "title": text(f"{prefix} visit to come"), "state": "planned"},
            of | {"id": f"{prefix}-dinner", "kind": "meal", "title": text(f"{prefix} dinner dropped"), "state": "dropped"},
        ],
        "delegations": [of | {
            "id": f"{prefix}-delegation", "name": everywhere(f"{prefix} delegation"), "senders": ["ministry", "academy"], "country": "MX",
            "direction": "inbound", "state": "received", "purpose": text(f"{prefix} purpose"), "reception_level": f"{prefix} level",
            "composition_notified_on": day(2024, 3, 4), "seats": 4321, "focal_point": f"{prefix}-focal-point", "interpreters": [f"{prefix}-interpreter"],
            "members": [{"person": f"{prefix}-leader", "role": "leader"}, {"person": f"{prefix}-co-leader", "role": "leader"},
                        {"group": f"{prefix}-experts", "role": "member"}],
            "agenda_items": [f"{prefix}-opening"],
        }],
        "exhibits": [
            of | {"title": text(f"{prefix} achievement"), "summary": text(f"{prefix} what it is about"), "field": text(f"{prefix} optics"),
                  "owner": "academy", "count": 7531, "mode": "hybrid", "agenda_item": f"{prefix}-opening"},
            of | {"title": text(f"{prefix} second achievement"), "count_as_worded": f"{prefix} several"},
            of | {"count": 8642, "count_as_worded": f"{prefix} more than shown", "field": text(f"{prefix} robotics"), "owner": "ministry"},
        ],
        "outcomes": [
            of | {"id": f"{prefix}-agreed", "kind": "consensus", "text": everywhere(f"{prefix} consensus"), "fields": [text(f"{prefix} biomedicine")],
                  "actors": [{"organization": "academy"}, {"person": f"{prefix}-chair", "part": "lead"}, {"organization": "centre", "part": "subject"}],
                  "agenda_item": f"{prefix}-opening", "manner": "online", "count": 2468, "count_as_worded": f"{prefix} multiple"},
            of | {"id": f"{prefix}-discussed", "kind": "discussed", "text": text(f"{prefix} only talked about")},
            of | {"id": f"{prefix}-outlook", "kind": "outlook", "text": text(f"{prefix} what is to come")},
            of | {"id": f"{prefix}-appointed", "kind": "appointment", "text": text(f"{prefix} appointment made"),
                  "appointment": {"person": f"{prefix}-appointee", "organization": "centre", "title": text(f"{prefix} envoy"),
                                  "since": day(2024, 6, 1), "until": day(2027, 5, 31)}},
        ],
        "agreements": [of | {
            "id": f"{prefix}-agreement", "kind": "framework", "title": text(f"{prefix} framework of cooperation"),
            "parties": [{"organization": "academy", "signatories": [f"{prefix}-leader"]}, {"organization": "centre"}],
            "witnesses": [f"{prefix}-chair"], "witnessed_by": text(f"{prefix} all parties"), "signed_on": day(2024, 5, 19),
            "effective_on": day(2024, 7, 1), "expires_on": day(2029, 6, 30), "languages": ["ja"], "agenda_item": f"{prefix}-signing", "state": "signed",
            "fields": [text(f"{prefix} agriculture")], "terms": [text(f"{prefix} share information")],
        }],
        "follow_ups": [of | {"text": text(f"{prefix} send the draft"), "lead": "academy", "responsible": f"{prefix}-chair", "due_on": day(2024, 9, 9),
                             "agreement": f"{prefix}-agreement"}],
        "photos": [of | {"caption": text(f"{prefix} picture"), "photographer": f"{prefix}-photographer", "agenda_item": f"{prefix}-opening"}],
    }  # fmt: skip


def people(prefix):
    names = ("leader", "co-leader", "chair", "focal-point", "interpreter", "appointee", "photographer")
    return [
        {"id": f"{prefix}-{name}", "given_name": f"Given{number}", "family_name": f"{prefix.title()}{number}", "name_order": "family_first"}
        for number, name in enumerate(names, start=1)
    ]  # fmt: skip


def event(slug, **fields):
    return {
        "slug": slug, "kind": "forum", "mode": "hybrid", "state": "held", "title": everywhere(f"{slug} title"), "theme": text(f"{slug} theme"),
        "summary": text(f"{slug} summary"), "place": text(f"{slug} venue"), "city": f"{slug} city", "country": "PT", "zone": "Europe/Lisbon",
        "capacity": 9753, "stream_url": f"https://example.org/{slug}/live", "broadcast": "live", "broadcast_countries": ["CN", "HU"],
        "aims": [text(f"{slug} aim")], "policies": [text(f"{slug} policy")], **fields,
    }  # fmt: skip


def rich():
    main, inner = belonging("main", None), belonging("inner", "inner-event")
    roles = ("host", "organizer", "co_organizer", "supporter", "guidance", "invited")
    persons = [*people("main"), *people("inner")]
    persons[0] |= {
        "native_name": "参会者一", "honorific": "Ms.", "academic_style": "Dr.", "aliases": ["Leading Participant"], "country": "AR",
        "languages": ["ko"], "identifiers": {"orcid": "0000-0002-1825-0097"},
        "posts": [{"organization": "centre", "title": text("post of the record"), "rank": 9}],
    }  # fmt: skip
    return {
        "version": "1.1",
        "event": event(
            "main-event", series={"name": text("series of the event"), "founded_year": 2013}, edition=23, start_on=day(2024, 5, 17), start_time="08:15",
            end_time="17:45", end_on=day(2024, 5, 20), duration_days=4, bodies=[{"organization": f"body-{role}", "role": role} for role in roles],
        ),
        "sub_events": [event("inner-event", series={"name": text("series within"), "founded_year": 2016}, edition=2, start_on={"month": 5, "day": 18},
                             part_of_day="afternoon", bodies=[{"organization": "academy", "role": "host"}])],
        "organizations": [
            {"id": "ministry", "names": everywhere("Ministry of Matters"), "native_name": "事务部", "short_name": "MOM", "aliases": ["Matters Ministry"],
             "kind": "ministry", "country": "UY", "city": "Montevideo", "identifiers": {"ror": "03yrm5c26"}},
            {"id": "academy", "names": everywhere("Academy of Things"), "native_name": "学院", "short_name": "AOT", "aliases": ["Things Academy"],
             "kind": "institute", "sector": "public", "country": "BO", "city": "Sucre", "mandate": text("mandate of the academy"),
             "policies": [text("policy of the academy")], "links": [{"kind": "built_by", "to": "ministry"}], "identifiers": {"wikidata": "Q42"}},
            {"id": "centre", "names": everywhere("Centre"), "links": [{"kind": "branch_of", "to": "academy"}, {"kind": "member_of", "to": "network"}]},
            {"id": "network", "names": text("Network of Centres")},
            *({"id": f"body-{role}", "names": text(f"Body in the role {role}"), "short_name": f"B-{role}"} for role in roles),
        ],
        "people": persons,
        "indicators": [{"name": text("projects signed"), "value": 1357.5, "unit": text("projects"), "subject": "centre", "as_of": day(2024, 4, 30), "source": "release"}],
        "sources": [
            {"id": "release", "headline": "Headline of the release", "language": "en", "publisher": "Publisher", "issuer": "Issuer", "dateline": "LISBON, May 20",
             "section": "Highlights", "published_on": day(2024, 5, 21), "published_time": "12:25:00", "reads": 1971, "notice": "Notice on reproduction",
             "url": "https://example.org/release", "quote": "Word for word", "captions": ["Caption of a picture"],
             "credits": [{"role": "written_by", "person": "main-chair"}]},
        ],
        "credits": [{"role": "reviewed_by", "person": "main-photographer"}],
        **{noun: main[noun] + inner[noun] for noun in main},
    }  # fmt: skip
