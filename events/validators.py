"""What must hold of an event before it is written, for both doors."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _

from base.dates import PartialDate
from base.errors import Invalid
from base.languages import column, texts
from events.item_validators import is_web_address
from events.models import Event, Mode
from people.models import OfficeRecord
from people.validators import validate_zone

Found = dict[str, list[str]]
RESERVED_SLUGS = frozenset({"add", "calendar", "dossier", "import", "preview", "schema", "series", "venues"})
"""Words that stand where an event's address could (`events/add/`, in the API `dossiers/preview/`)."""


def check_event(event: Event, *, recorded: bool = False) -> None:
    """Raises Invalid with every fault at once, each beside its field.

    What is recorded after the fact may leave out what its source does not state, such as the zone.
    """
    found: Found = defaultdict(list)
    _check_title(event, found)
    _check_slug(event, found)
    _check_dates(event, found)
    _check_zone(event, found, recorded)
    _check_registration(event, found)
    _check_links(event, found)
    _check_relatives(event, found)
    if found:
        raise Invalid(errors=found)


def earlier(one: PartialDate, other: PartialDate) -> bool:
    """Whether `one` lies before `other` for certain, comparing only what both state."""
    for mine, theirs in zip(
        (one.year, one.month, one.day), (other.year, other.month, other.day), strict=True
    ):
        if mine is None or theirs is None:
            if mine is theirs:
                continue
            return False
        if mine != theirs:
            return mine < theirs
    return False


def _check_title(event: Event, found: Found) -> None:
    if not texts(event, "title"):
        found[column("title", "en")].append(_("State a title in at least one language."))


def _check_slug(event: Event, found: Found) -> None:
    if event.slug in RESERVED_SLUGS:
        found["slug"].append(
            _("“%(slug)s” is the address of another page; choose another word.") % {"slug": event.slug}
        )


def _check_dates(event: Event, found: Found) -> None:
    start, end = event.start_on, event.end_on
    if end and not start:
        found["start_on"].append(_("State the first day too, or leave the last day empty."))
    if start and end and earlier(end, start):
        found["end_on"].append(_("The last day is before the first."))
    elif (
        start
        and end
        and start == end
        and event.start_time
        and event.end_time
        and event.end_time <= event.start_time
    ):
        found["end_time"].append(
            _("It ends before it begins. If it ends after midnight, state the next day as the last.")
        )
    if event.duration_days == 0:
        found["duration_days"].append(_("State at least one day, or leave it empty."))


def _check_zone(event: Event, found: Found, recorded: bool) -> None:
    try:
        validate_zone(event.zone)
    except ValidationError as exc:
        found["zone"] += exc.messages
    if event.start_on and event.start_on.date and not event.zone and not recorded:
        found["zone"].append(_("An exact day needs its time zone, such as Asia/Shanghai."))


def _check_registration(event: Event, found: Found) -> None:
    opens, closes = event.registration_opens_at, event.registration_closes_at
    if opens and closes and closes <= opens:
        found["registration_closes_at"].append(_("Registration closes before it opens."))
    if event.capacity is not None and event.capacity < event.seats_taken:
        found["capacity"].append(
            _(
                "%(taken)s seats are taken already; cancel registrations first, or keep at least as many seats."
            )
            % {"taken": event.seats_taken}
        )


def _check_links(event: Event, found: Found) -> None:
    if event.join_url and event.mode not in (Mode.ONLINE, Mode.HYBRID):
        found["join_url"].append(_("Only an online or hybrid event has a joining link."))
    if event.stream_url and not is_web_address(event.stream_url):
        found["stream_url"].append(
            _("“%(url)s” is not an address such as https://example.org/.") % {"url": event.stream_url}
        )
    if event.edition is not None and event.series_id is None:
        found["edition"].append(_("An edition is counted within a series: choose the series."))
    if event.edition is not None and event.edition < 1:
        found["edition"].append(MinValueValidator.message % {"limit_value": 1})


def _check_relatives(event: Event, found: Found) -> None:
    for name in ("series", "parent"):
        relative: OfficeRecord | None = getattr(event, name)
        if relative is not None and relative.office_id != event.office_id:
            found[name].append(_("It belongs to another office."))
    if event.parent and event.pk and _descends(event.parent, event):
        found["parent"].append(_("An event cannot be a part of itself or of one of its own parts."))


def _descends(candidate: Event, event: Event) -> bool:
    """Whether `candidate` is the event or one of its parts, however deep."""
    seen: set[int] = set()
    step: int | None = candidate.pk
    while step is not None and step not in seen:
        if step == event.pk:
            return True
        seen.add(step)
        step = Event.objects.filter(pk=step).values_list("parent_id", flat=True).first()
    return False
