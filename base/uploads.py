"""Uploaded files that wait for a confirmation: kept aside for an hour under a signed reference, then swept away.

They lie sealed (`base.sealing`), because a list of people may hold passport numbers. What a person has chosen on the way
to the confirmation is noted beside the file.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing

from base import files
from base.sealing import SealError, seal, unseal

LIFETIME = 3600  # seconds
SALT = "base.uploads"
SALT_LENGTH = 16  # bytes


def keep(content: bytes, **facts: Any) -> str:
    """Keep a content; returns the reference, which carries `facts` and cannot be forged."""
    sweep()
    # Random bytes before the content make the stored file one of a kind, so that nothing else can need it.
    sealed = seal(base64.b64encode(content).decode(), bound_to=SALT)
    sha256, _size = files.store([secrets.token_bytes(SALT_LENGTH), sealed])
    mark = _marks() / sha256
    mark.touch()
    return signing.dumps({"sha256": sha256, **facts}, salt=SALT, compress=True)


def kept(reference: str) -> tuple[bytes, dict[str, Any]] | None:
    """The content and facts of a reference; None when it is forged, too old, or was discarded."""
    try:
        facts: dict[str, Any] = signing.loads(reference, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    sha256 = facts.pop("sha256")
    if not (_marks() / sha256).exists():
        return None
    try:
        sealed = files.read(sha256)[SALT_LENGTH:]
        return base64.b64decode(unseal(sealed, bound_to=SALT)), facts
    except (FileNotFoundError, SealError):
        return None


def note(reference: str, **choices: Any) -> None:
    """Keep what was chosen, in place of what stood under the same names. Only for a reference that is `kept`."""
    mark = _mark(reference)
    mark.write_text(json.dumps({**noted(reference), **choices}))


def noted(reference: str) -> dict[str, Any]:
    """What was chosen so far."""
    text = _mark(reference).read_text()
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def discard(reference: str) -> None:
    """The file is no longer needed."""
    try:
        _remove(_mark(reference))
    except signing.BadSignature:
        return


def sweep() -> None:
    """Remove what nobody confirmed in time."""
    for mark in _marks().iterdir():
        try:
            if mark.stat().st_mtime < time.time() - LIFETIME:
                _remove(mark)
        except FileNotFoundError:  # somebody else swept it
            continue


def _mark(reference: str) -> Path:
    name: str = signing.loads(reference, salt=SALT)["sha256"]
    return _marks() / name


def _remove(mark: Path) -> None:
    """Only files that were kept here bear a mark; no other content is ever removed."""
    if mark.exists():
        files.path_of(mark.name).unlink(missing_ok=True)
        mark.unlink(missing_ok=True)


def _marks() -> Path:
    folder = Path(settings.MEDIA_ROOT) / ".waiting"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
