"""Conditional requests on records: the ETag of a record, and the version that an If-Match header demands."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from base.errors import ConditionRequired, Stale
from base.records import Record


def demanded_version(request: HttpRequest, record: Record) -> int:
    """The version an update must find. Raises ConditionRequired without If-Match, Stale when it names another."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise ConditionRequired(_("Send the ETag of the record in an If-Match header."))
    given = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    if record.etag not in given and "*" not in given:
        raise Stale
    return record.version
