"""Conditional requests on records: the ETag of a record, and the version that an If-Match header demands."""

from __future__ import annotations

import re
from hashlib import blake2b
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from base.errors import ConditionRequired, Stale
from base.records import Record

SHOWN = re.compile(r'\.[0-9a-f]+"$')


def shown_etag(uid: UUID, version: int, body: bytes) -> str:
    """The ETag of an answer: the record's own, which If-Match compares, then a digest of all that was shown.

    The digest changes with what belongs to other records, such as the name of a person, so that If-None-Match is right.
    """
    return f'"{uid.hex[:12]}-{version}.{blake2b(body, digest_size=8).hexdigest()}"'


def still_holds(request: HttpRequest, etag: str) -> bool:
    """Whether If-None-Match names this very answer."""
    held = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
    return etag in held or "*" in held


def demanded_version(request: HttpRequest, record: Record) -> int:
    """The version an update must find. Raises ConditionRequired without If-Match, Stale when it names another."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise ConditionRequired(_("Send the ETag of the record in an If-Match header."))
    given = {SHOWN.sub('"', tag.strip().removeprefix("W/")) for tag in header.split(",")}
    if record.etag not in given and "*" not in given:
        raise Stale
    return record.version
