"""Photographs as uploaded: checked to be one, turned upright, stripped of what the camera wrote, reduced."""

from __future__ import annotations

import io
from dataclasses import dataclass

import puremagic
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from base.errors import Invalid

LONGEST_SIDE = 2560
LARGEST_UPLOAD = 25 * 1024 * 1024
MOST_PIXELS = 100_000_000
KINDS = {"image/jpeg", "image/png", "image/webp"}
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be stored; `width` and `height` in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def picture(content: bytes, *, field: str = "file", longest: int = LONGEST_SIDE) -> Picture:
    """Raises Invalid for what is no photograph, or too large."""
    if len(content) > LARGEST_UPLOAD:
        raise Invalid(
            _("The picture is larger than %(limit)s MB.") % {"limit": LARGEST_UPLOAD // 2**20}, field=field
        )
    _demand_kind(content, field)
    try:
        opened = Image.open(io.BytesIO(content))
        if opened.width * opened.height > MOST_PIXELS:
            raise Invalid(_("The picture has too many pixels."), field=field)
        image: Image.Image = ImageOps.exif_transpose(opened)
        image.thumbnail((longest, longest))
        return _encoded(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as exc:
        # Pillow says SyntaxError of a damaged file.
        raise Invalid(_("The file is no readable picture. Use JPEG, PNG or WebP."), field=field) from exc


def _demand_kind(content: bytes, field: str) -> None:
    """By its first bytes, whatever its name says."""
    try:
        kind = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    if kind not in KINDS:
        raise Invalid(_("The file is no picture. Use JPEG, PNG or WebP."), field=field)


def _encoded(image: Image.Image) -> Picture:
    """Pixels only: place, time and device that the camera wrote stay behind."""
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    plain = image.convert("RGBA" if transparent else "RGB")
    plain.info.clear()
    out = io.BytesIO()
    if transparent:
        plain.save(out, "PNG", optimize=True)
    else:
        plain.save(out, "JPEG", quality=QUALITY, progressive=True)
    return Picture(out.getvalue(), "image/png" if transparent else "image/jpeg", plain.width, plain.height)
