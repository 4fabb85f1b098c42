"""Checks of input that both doors share."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ZONES = frozenset(available_timezones())


def validate_zone(value: str) -> None:
    if value and value not in ZONES:
        raise ValidationError(
            _("“%(value)s” is not a time zone. Use a name such as Asia/Shanghai."), params={"value": value}
        )
