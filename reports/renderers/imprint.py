"""What a version of a report says of itself, at its end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    """`state` in the words of the report's language; what is empty is left out.

    `address` is the public address of the report, with its scheme.
    """

    number: int
    written_by: str
    reviewed_by: str
    approved_on: dt.date | None
    state: str
    address: str
