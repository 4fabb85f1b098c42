"""What the pages of this installation are made of, as one short text: a cached page of another edition is not reused."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from django.conf import settings

MADE_OF = (("templates", "*.html"), ("locale", "*.mo"), ("static", "*.css"), ("static", "*.js"))


@functools.cache
def edition() -> str:
    """A digest of templates, translations, styles and scripts; read once in the life of a process."""
    digest = hashlib.sha256()
    for folder, pattern in MADE_OF:
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob(pattern)):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
