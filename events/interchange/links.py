"""Links of an entry as an item keeps them: whole addresses that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from events.interchange.picture import Stated
from events.item_validators import LONGEST_LINK_TITLE, is_web_address

WHOLE = re.compile(r"https?://", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/.*)?", re.IGNORECASE)
"""A name such as example.org: what people write who leave out https://."""


def links_of(stated: Iterable[Stated], base_url: str) -> list[dict[str, str]]:
    """`[{url, title}]`; an address within the conference is made whole, what leads nowhere is left to the file."""
    found = []
    for one in stated:
        address = one["url"].strip()
        if not WHOLE.match(address):
            is_host = HOST.fullmatch(address) and not address.startswith(".")
            address = f"https://{address}" if is_host else urljoin(base_url, address)
        if is_web_address(address):
            found.append({"url": address, "title": one.get("title", "")[:LONGEST_LINK_TITLE]})
    return found
