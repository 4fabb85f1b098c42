"""Dossiers of any size, with nobody real in them."""

from __future__ import annotations

from typing import Any

DAY = {"year": 2025, "month": 5, "day": 6}


def dossier(*, registrations: int, items: int) -> dict[str, Any]:
    """A conference of named participants, each with a post, and of speeches, each with a speaker and a chair."""
    bodies = max(registrations // 10, 1)
    return {
        "version": "1.1",
        "event": {
            "slug": f"bench-dossier-{registrations}",
            "kind": "conference",
            "state": "held",
            "title": {"en": "Conference of the bench", "zh-hans": "基准会议"},
            "zone": "Asia/Shanghai",
            "start_on": DAY,
        },
        "organizations": [
            {"id": f"body-{n}", "names": {"en": f"Institute {n}"}, "country": "BR"} for n in range(bodies)
        ],
        "people": [
            {
                "id": f"person-{n}",
                "given_name": "Participant",
                "family_name": f"Number {n}",
                "country": "BR",
                "posts": [{"organization": f"body-{n % bodies}", "title": {"en": "Engineer"}}],
            }
            for n in range(registrations)
        ],
        "registrations": [
            {"person": f"person-{n}", "role": "participant", "state": "attended"}
            for n in range(registrations)
        ],
        "agenda": [
            {
                "id": f"item-{n}",
                "kind": "speech",
                "title": {"en": f"Speech {n}"},
                "state": "held",
                "on": DAY,
                "participations": [
                    {"person": f"person-{n % registrations}", "role": "speaker"},
                    {"person": f"person-{(n + 1) % registrations}", "role": "chair"},
                ],
            }
            for n in range(items)
        ],
    }
