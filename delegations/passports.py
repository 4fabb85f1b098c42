"""Numbers of travel documents: how they are written, and the blind index that finds equal ones of a country."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from base.sealing import blind, blinds

PURPOSE = "travel document"
NUMBER = re.compile(r"^(?=.*\d)[A-Z0-9]{5,20}$")


def normalised(text: str) -> str:
    """In capitals, without what people write between. Raises ValueError with what is expected."""
    number = re.sub(r"[\s\-./·]", "", text).upper()
    if not NUMBER.match(number):
        raise ValueError(_("a passport number: 5 to 20 letters and digits"))
    return number


def index_of(country: str, number: str) -> bytes:
    """Under the present key; `number` is normalised."""
    return blind(f"{country}:{number}", purpose=PURPOSE)


def indexes_of(country: str, number: str) -> list[bytes]:
    """Under every key: what a search looks for."""
    return blinds(f"{country}:{number}", purpose=PURPOSE)
