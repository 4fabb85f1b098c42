"""Reading a schedule from elsewhere, whichever of the two formats it is in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from base.errors import Invalid
from events.interchange.check import check
from events.interchange.findings import Findings, InvalidScheduleError
from events.interchange.picture import Schedule
from events.interchange.read_json import read_json
from events.interchange.read_xml import placed, read_xml

MAX_BYTES = 10 * 1024 * 1024


def read(content: bytes, *, zone: str = "", fallback: str = "") -> tuple[Schedule, Findings]:
    """The schedule, with remarks. `zone` is the one to hold its times against, whatever the file states, `fallback` the one to try
    where it states none.

    Raises InvalidScheduleError with every mistake at once; Invalid when it is no such file at all.
    """
    if len(content) > MAX_BYTES:
        raise Invalid(
            _("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 1024 // 1024}, field="file"
        )
    findings = Findings()
    places: dict[str, str] = {}
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if head == b"<":
        tree, places = read_xml(content, findings)
    elif head == b"{":
        tree = read_json(content, findings)
    else:
        raise Invalid(_("This is neither a schedule.json nor a schedule.xml."), field="file")
    schedule = check(tree, findings, zone=zone, fallback=fallback) if tree else None
    if schedule is not None:
        schedule.terse = head == b"<"
    placed(findings, places)
    if schedule is None or findings.mistakes:
        raise InvalidScheduleError(findings.mistakes)
    return schedule, findings
