"""What reminders of agreements, follow-ups and projects can say: the values of the placeholders, in the recipient's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from agreements.links import follow_up_url
from agreements.models import Agreement, Deadline, FollowUp, Project
from agreements.services.months import months_on
from base import wording
from base.languages import best, column, speaking
from events.models import Event
from people.models import Person, User

Thing = Agreement | FollowUp | Project
NAMES = {
    "person_name": gettext_lazy("name of the recipient"),
    "what": gettext_lazy("title of the agreement or project, or what is to be done"),
    "day": gettext_lazy("the day in question"),
    "days": gettext_lazy("how many days there are until then, or have been since"),
    "organizations": gettext_lazy("the parties, or the lead organization"),
    "event_title": gettext_lazy("title of the event"),
    "link": gettext_lazy("link to the page, or the responsible person’s own link"),
    "contact": gettext_lazy("whom to ask"),
    "office_name": gettext_lazy("name of the office"),
}
TEXT_NAMES = {
    **NAMES,
    "responsible": gettext_lazy("the responsible person of a follow-up"),
    "owner": gettext_lazy("the colleague who looks after it"),
    "notice_by": gettext_lazy("the last day to give notice of an agreement"),
}
"""What the office's texts for all rules of a cause may say."""
PAGES = {
    Agreement: "agreements:agreement",
    FollowUp: "agreements:follow_up",
    Project: "agreements:project",
}


def loaded(noun: str, ids: Iterable[int]) -> dict[int, Any]:
    """Things of one noun by id, with all that a reminder says; in at most three queries."""
    wanted = list(ids)
    if noun == "agreement":
        agreements = Agreement.objects.select_related("office", "event", "signing__item__event")
        return agreements.prefetch_related("parties__organization").defer("search").in_bulk(wanted)
    if noun == "follow_up":
        related = ("office", "lead", "responsible", "owner", "event", "outcome__event", "agreement__event")
        return FollowUp.objects.select_related(*related).in_bulk(wanted)
    projects = Project.objects.select_related("office", "lead", "owner", "agreement__event", "outcome__event")
    return projects.in_bulk(wanted)


def values(
    thing: Thing, reader: User | Person | None, revision: str, on: dt.date, language: str
) -> dict[str, str]:
    """Placeholder → text. `revision` is the day (or moment) that the occurrence names, `on` the day it goes out.

    Runs no query on what `loaded` gave. A person outside the office reads nothing of an agreement.
    """
    office = thing.office
    moment, day = when(revision, office.zone)
    outside = isinstance(reader, Person)
    with speaking(language):
        return {
            "person_name": _name(reader, language),
            "what": title_of(thing, language),
            "day": wording.moment_in_words(moment, zone=_zone(thing), language=language)
            if moment
            else wording.date_in_words(day, language=language),
            "days": wording.number_in_words(abs((day - on).days), language=language),
            "organizations": _organizations(thing),
            "event_title": _event_title(thing, language, outside=outside),
            "link": follow_up_url(thing) if outside and isinstance(thing, FollowUp) else page_of(thing),
            "contact": f"{office.contact_name} <{office.contact_email}>"
            if office.contact_name and office.contact_email
            else office.contact_name or office.contact_email,
            "office_name": office.name,
        }


def further(thing: Thing, on: dt.date, language: str) -> dict[str, str]:
    """What the house's own texts say beyond the placeholders."""
    said = {"renewal": "", "notice_by": "", "notice_passed": "", "owner": "", "responsible": ""}
    if isinstance(thing, Agreement):
        said["renewal"] = thing.renewal
        if thing.notice_months and thing.expires_by:
            last = months_on(thing.expires_by, -thing.notice_months)
            said["notice_passed"] = "yes" if last < on else ""
            said["notice_by"] = wording.date_in_words(last, language=language)
    else:
        said["owner"] = str(thing.owner or "")
        said["responsible"] = _name(thing.responsible, language) if isinstance(thing, FollowUp) else ""
    return said


def own_words(rule: Deadline, language: str) -> tuple[str, str]:
    """The rule's own subject and text for a language, as far as it has some in any; empty where the house's text is used."""
    if not rule.own_text:
        return "", ""
    text, stated = best(rule, "body", language)
    return getattr(rule, column("subject", stated)) or "", text


def when(revision: str, zone: str) -> tuple[dt.datetime | None, dt.date]:
    """The moment (of a rehearsal) or None, and the day on the office's clock, that an occurrence names."""
    if "-" in revision.lstrip("-"):
        return None, dt.date.fromisoformat(revision)
    moment = dt.datetime.fromtimestamp(int(revision), tz=dt.UTC)
    return moment, moment.astimezone(ZoneInfo(zone)).date()


def title_of(thing: Thing, language: str) -> str:
    if isinstance(thing, FollowUp):
        return best(thing, "text", language)[0]
    kind = str(thing.get_kind_display()) if isinstance(thing, Agreement) else ""
    return best(thing, "title", language)[0] or kind


def page_of(thing: Thing) -> str:
    return settings.SITE_URL + reverse(PAGES[type(thing)], args=[thing.uid])


def _zone(thing: Thing) -> str:
    """A rehearsal is told by the clock of its event."""
    signing = getattr(thing, "signing", None)
    return (signing.item.event.zone if signing else "") or thing.office.zone


def _organizations(thing: Thing) -> str:
    if isinstance(thing, Agreement):
        return ", ".join(str(party.organization) for party in thing.parties.all())
    return str(thing.lead) if thing.lead else ""


def _event_title(thing: Thing, language: str, *, outside: bool) -> str:
    event: Event | None = getattr(thing, "event", None)
    if event is None and not isinstance(thing, Agreement):
        origin = thing.outcome or (None if outside else thing.agreement)
        event = origin.event if origin else None
    return best(event, "title", language)[0] if event else ""


def _name(reader: User | Person | None, language: str) -> str:
    if isinstance(reader, Person):
        return reader.name_in_letters(language)
    return str(reader or "")
