"""How identifiers are written: the check of each scheme, its one stored form, and the address that it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Identifier

Scheme = Identifier.Scheme
OF_ORGANIZATIONS: tuple[str, ...] = (Scheme.ROR, Scheme.ISNI, Scheme.USCC, Scheme.WIKIDATA)
OF_PEOPLE: tuple[str, ...] = (Scheme.ORCID, Scheme.ISNI, Scheme.WIKIDATA)
HINTS: Mapping[str, Any] = {
    Scheme.ROR: gettext_lazy("Such as https://ror.org/03yrm5c26."),
    Scheme.ISNI: gettext_lazy("Sixteen digits, such as 0000 0001 2103 2683."),
    Scheme.USCC: gettext_lazy("Eighteen digits and letters, such as 91350100M000100Y43."),
    Scheme.ORCID: gettext_lazy("Such as https://orcid.org/0000-0002-1825-0097."),
    Scheme.WIKIDATA: gettext_lazy("The letter Q and a number, such as Q42."),
}
ADDRESSES: Mapping[str, str] = {
    Scheme.ROR: "https://ror.org/",
    Scheme.ISNI: "https://isni.org/isni/",
    Scheme.ORCID: "https://orcid.org/",
    Scheme.WIKIDATA: "https://www.wikidata.org/wiki/",
}
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def normalised(scheme: str, value: str) -> str:
    """The stored form of what was typed or pasted, also of a whole address; empty stays empty. Raises ValidationError."""
    typed = re.sub(r"[\s\u2010-\u2015]", lambda found: "" if found[0].isspace() else "-", value)
    if not typed:
        return ""
    bare = re.sub(r"^https?://[^?#]*/", "", typed.rstrip("/"), flags=re.IGNORECASE)
    stored = _READERS[scheme](bare)
    if stored is None:
        name = Scheme(scheme).label
        raise ValidationError(
            _("“%(value)s” is no %(scheme)s, or has a typing error in it."),
            params={"value": value.strip()[:120], "scheme": name},
        )
    return stored


def readings(value: str) -> set[str]:
    """Every stored form that the text may stand for, of whatever scheme."""
    found = set()
    for scheme in Scheme.values:
        with suppress(ValidationError):
            found.add(normalised(scheme, value))
    return found - {""}


def address(scheme: str, value: str) -> str:
    """Where the identifier leads; empty for a scheme without addresses."""
    return ADDRESSES[scheme] + value if scheme in ADDRESSES else ""


def _ror(bare: str) -> str | None:
    """0, six characters and two check digits, ISO/IEC 7064 MOD 97-10 of the base-32 number (ror.readme.io/docs/identifier)."""
    text = bare.lower()
    if not re.fullmatch(f"0[{CROCKFORD}]{{6}}[0-9]{{2}}", text):
        return None
    number = 0
    for character in text[:7]:
        number = number * 32 + CROCKFORD.index(character)
    return text if 98 - number * 100 % 97 == int(text[7:]) else None


def _isni(bare: str) -> str | None:
    """Sixteen characters, the last by ISO/IEC 7064 MOD 11-2 (ISO 27729)."""
    text = bare.upper().removeprefix("ISNI").lstrip(":").replace("-", "")
    if not re.fullmatch(r"[0-9]{15}[0-9X]", text):
        return None
    total = 0
    for digit in text[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return text if text[15] == ("X" if check == 10 else str(check)) else None


def _orcid(bare: str) -> str | None:
    """An ISNI of a range of its own, written in four groups (support.orcid.org, “Structure of the ORCID Identifier”)."""
    text = _isni(bare)
    return "-".join(text[start : start + 4] for start in range(0, 16, 4)) if text else None


def _uscc(bare: str) -> str | None:
    """Eighteen characters, the last a weighted sum by powers of 3 modulo 31 (GB 32100-2015)."""
    text = bare.upper().replace("-", "")
    if not re.fullmatch(f"[{USCC_CHARACTERS}]{{2}}[0-9]{{6}}[{USCC_CHARACTERS}]{{10}}", text):
        return None
    total = sum(USCC_CHARACTERS.index(text[place]) * pow(3, place, 31) for place in range(17))
    return text if text[17] == USCC_CHARACTERS[-total % 31] else None


def _wikidata(bare: str) -> str | None:
    """Q and a number without leading zeros (www.wikidata.org/wiki/Wikidata:Identifiers)."""
    text = bare.upper()
    return text if re.fullmatch(r"Q[1-9][0-9]{0,11}", text) else None


_READERS: Mapping[str, Callable[[str], str | None]] = {
    Scheme.ROR: _ror,
    Scheme.ISNI: _isni,
    Scheme.USCC: _uscc,
    Scheme.ORCID: _orcid,
    Scheme.WIKIDATA: _wikidata,
}
