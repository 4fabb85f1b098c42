"""The public address of an event, made from its title."""

from __future__ import annotations

from django.utils.text import slugify

from base.languages import EN, texts
from base.search import sort_key
from events.models import Event
from events.validators import RESERVED_SLUGS

LENGTH = 80


def slug_for(event: Event) -> str:
    """A free slug such as `seminar-on-innovation-2`: the English title, else any in Latin letters; Chinese in pinyin."""
    stated = texts(event, "title")
    title = stated.get(EN) or next(iter(stated.values()), "")
    stem = _shortened(slugify(sort_key(title))) or event.kind or "event"
    taken = set(Event.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED_SLUGS
    number = 2
    slug = stem
    while slug in taken:
        slug = f"{stem}-{number}"
        number += 1
    return slug


def _shortened(slug: str) -> str:
    """Whole words, with room for a number."""
    room = LENGTH - 5
    return slug if len(slug) <= room else slug[: room + 1].rpartition("-")[0] or slug[:room]
