"""The file store: a file is named by the SHA-256 of its content, written aside, synced, then renamed into place."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where a content of that hash lies. Raises ValueError for what is no hash."""
    if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
        raise ValueError("not a SHA-256")
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def store(chunks: bytes | Iterable[bytes]) -> tuple[str, int]:
    """Store a content; returns its SHA-256 and its size in bytes. A reader sees the whole file or none."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=root, prefix=".incoming-", delete=False) as aside:
        try:
            for chunk in [chunks] if isinstance(chunks, bytes) else chunks:
                digest.update(chunk)
                size += len(chunk)
                aside.write(chunk)
            aside.flush()
            os.fsync(aside.fileno())
            target = path_of(digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            Path(aside.name).replace(target)
        except BaseException:
            Path(aside.name).unlink(missing_ok=True)
            raise
    _sync_directory(target.parent)
    return digest.hexdigest(), size


def read(sha256: str) -> bytes:
    return path_of(sha256).read_bytes()


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
