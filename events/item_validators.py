"""What must hold of an agenda item and of who takes part in it before it is written, for both doors."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.errors import Invalid
from base.languages import column, texts
from events.models import AgendaItem, Event, Exhibit, Group, Participation

Found = dict[str, list[str]]
LONGEST_LINK_TITLE = 300


def check_item(item: AgendaItem) -> None:
    """Raises Invalid with every fault at once, each beside its field."""
    found: Found = defaultdict(list)
    if item.end_time and not item.start_time:
        found["start_time"].append(_("State when it begins, or leave the end empty."))
    if item.start_time and item.start_time == item.end_time:
        found["end_time"].append(_("It ends when it begins. Leave the end empty if it is not known."))
    if item.start_time and item.part_of_day and _part_of(item.start_time) != item.part_of_day:
        found["part_of_day"].append(_("The time it begins at lies in another part of the day."))
    for name in ("room", "host"):
        related = getattr(item, name)
        if related is not None and related.office_id != item.office_id:
            found[name].append(_("It belongs to another office."))
    if item.track is not None and item.track.event_id != item.event_id:
        found["track"].append(_("This track belongs to another event."))
    _check_links(item, found)
    _raise(found)


def check_participation(participation: Participation) -> None:
    """Raises Invalid; exactly one of person and group takes part."""
    found: Found = defaultdict(list)
    person, group = participation.person, participation.group
    if (person is None) == (group is None):
        found["person"].append(_("Choose one: a person or a group."))
    if person is not None and person.office_id != participation.office_id:
        found["person"].append(_("It belongs to another office."))
    if group is not None and group.event_id != participation.event_id:
        found["group"].append(_("This group belongs to another event."))
    _raise(found)


def check_group(group: Group) -> None:
    found: Found = defaultdict(list)
    if not texts(group, "label"):
        found[column("label", "en")].append(_("Say who they are in at least one language."))
    if group.count == 0:
        found["count"].append(_("State at least one, or leave it empty when it is not stated."))
    _raise(found)


def check_exhibit(exhibit: Exhibit) -> None:
    """Raises Invalid; it says what is shown, or how many without a list."""
    found: Found = defaultdict(list)
    if exhibit.count == 0:
        found["count"].append(_("State at least one, or leave it empty when it is not stated."))
    elif not (texts(exhibit, "title") or exhibit.count is not None or exhibit.count_as_worded):
        found[column("title", "en")].append(_("Say what is shown in at least one language, or how many."))
    if exhibit.item is not None and exhibit.item.event_id != exhibit.event_id:
        found["item"].append(_("This agenda item belongs to another event."))
    _raise(found)


def outside(item_on: PartialDate | None, event: Event) -> bool:
    """Whether an item's exact day lies before the first or after the last day of its event."""
    day = item_on.date if item_on else None
    first = event.start_on.date if event.start_on else None
    if day is None or first is None:
        return False
    last = event.end_on.date if event.end_on else None
    if last is None:
        last = first + dt.timedelta(days=(event.duration_days or 1) - 1)
    return not first <= day <= last


def _check_links(item: AgendaItem, found: Found) -> None:
    for link in item.links:
        url, title = link.get("url") or "", link.get("title") or ""
        if not _may_be_kept(url):
            found["links"].append(
                _("“%(url)s” is not an address such as https://example.org/.") % {"url": url}
            )
        if len(title) > LONGEST_LINK_TITLE:
            found["links"].append(
                _("“%(line)s” is longer than %(length)d characters.")
                % {"line": title, "length": LONGEST_LINK_TITLE}
            )


def is_web_address(url: str) -> bool:
    """Whether a page may lead there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(c.isspace() for c in url)


def _may_be_kept(url: str) -> bool:
    """Foreign schedules state addresses without `https://`; those are kept as text, and no page leads there."""
    return is_web_address(url) or (bool(url.strip()) and ":" not in url.partition("/")[0])


def _part_of(time: dt.time) -> str:
    noon, evening = dt.time(12), dt.time(18)
    return "morning" if time < noon else "afternoon" if time < evening else "evening"


def _raise(found: Found) -> None:
    if found:
        raise Invalid(errors=found)
