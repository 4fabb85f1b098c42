"""Checks of input that both doors share."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ZONES = frozenset(available_timezones())
WEB_ADDRESS = re.compile(r"://|\bwww\.|[^\W_]\.[a-z]{2,}/|\.(?:com|org|net|edu|gov|int|mil)\b", re.IGNORECASE)
"""What mail programs, and the HTML part of our own letters, turn into a link."""


def validate_zone(value: str) -> None:
    if value and value not in ZONES:
        raise ValidationError(
            _("“%(value)s” is not a time zone. Use a name such as Asia/Shanghai."), params={"value": value}
        )


def validate_name(value: str) -> None:
    """For names that a visitor types: they stand in a letter of the office to whatever e-mail the visitor typed."""
    if WEB_ADDRESS.search(value):
        raise ValidationError(_("A name holds no web address."), code="web_address")
