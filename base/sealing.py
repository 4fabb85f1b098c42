"""Sealing of what only few may read: passport numbers, health. AES-256-GCM, bound to its row, under a named key.

A sealed text is `version (1 byte) · length of the key's name (1 byte) · name · nonce (12 bytes) · ciphertext and tag`.
It opens only for the row and field that it was sealed for, so two rows cannot be exchanged (NIST SP 800-38D).
Keys stand in `SEALING_KEYS` as `name:key`, the present one first; earlier ones still open what they sealed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = 1
NONCE = 12  # bytes
KEY = 32  # bytes


class SealError(Exception):
    """What is sealed does not open: another row, another key, or a changed byte. The message tells no content."""


def bound(obj: Any, field: str) -> str:
    """What a sealed field is bound to: the model, the row's `uid` and the field."""
    return bound_name(obj._meta.label_lower, obj.uid, field)


def bound_name(label: str, uid: UUID, field: str) -> str:
    """The same for a row that is no object; `label` such as `delegations.needs`."""
    return f"{label}:{uid}:{field}"


def seal(text: str, *, bound_to: str) -> bytes:
    """Seal with the present key. An empty text is sealed like any other."""
    name, key = next(iter(_keys().items()))
    nonce = os.urandom(NONCE)
    head = bytes([VERSION, len(name)]) + name.encode()
    return (
        head + nonce + AESGCM(_derived(key, "seal")).encrypt(nonce, text.encode(), head + bound_to.encode())
    )


def unseal(sealed: bytes | memoryview, *, bound_to: str) -> str:
    """Raises SealError."""
    content = bytes(sealed)
    if len(content) < 2 or content[0] != VERSION:
        raise SealError("this is not sealed")
    end = 2 + content[1]
    head, nonce, body = content[:end], content[end : end + NONCE], content[end + NONCE :]
    key = _keys().get(head[2:].decode(errors="replace"))
    if key is None:
        raise SealError("the key that it was sealed with is not among SEALING_KEYS")
    try:
        return AESGCM(_derived(key, "seal")).decrypt(nonce, body, head + bound_to.encode()).decode()
    except (InvalidTag, ValueError) as exc:
        raise SealError("it does not open for this row and key") from exc


def sealed_with_present_key(sealed: bytes | memoryview) -> bool:
    content = bytes(sealed)
    return content[2 : 2 + content[1]].decode(errors="replace") == next(iter(_keys()))


def blind(text: str, *, purpose: str) -> bytes:
    """A blind index under the present key: equal texts are found as equal, and nothing can be read from it (32 bytes)."""
    return blinds(text, purpose=purpose)[0]


def blinds(text: str, *, purpose: str) -> list[bytes]:
    """The blind index under every key, the present one first: what a search has to look for while keys change."""
    return [
        hmac.new(_derived(key, f"blind {purpose}"), text.encode(), hashlib.sha256).digest()
        for key in _keys().values()
    ]


def parsed_keys(items: list[str]) -> dict[str, bytes]:
    """`name:base64` items → keys by name. Raises ValueError, naming the item, for one that is no key of 32 bytes."""
    keys: dict[str, bytes] = {}
    for item in items:
        name, _sep, encoded = item.partition(":")
        try:
            key = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        except (binascii.Error, ValueError):
            key = b""
        if not name or len(name.encode()) > 32 or len(key) != KEY:
            raise ValueError(f"“{name}” is not followed by a key of {KEY} bytes in base64")
        keys[name] = key
    return keys


def _keys() -> Mapping[str, bytes]:
    keys: Mapping[str, bytes] = settings.SEALING_KEYS
    return keys


@cache
def _derived(key: bytes, purpose: str) -> bytes:
    """No key serves two ends (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=f"entente {purpose}".encode()).derive(key)
