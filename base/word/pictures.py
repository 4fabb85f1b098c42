"""The pictures of a Word file, each once, with its alternative text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

EMU = 12700.0  # English metric units in a point
FORMATS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg", "image/webp": "webp"}  # fmt: skip


class Pictures:
    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self._known: dict[str, int] = {}

    def of(self, drawing: Any, part: Any) -> Iterator[dict[str, Any]]:
        """The picture of a drawing as a run: its place among `told`, its size and alternative text."""
        for blip in drawing.iter(qn("a:blip")):
            image = part.related_parts.get(blip.get(qn("r:embed")))
            format_ = FORMATS.get(image.content_type) if image is not None else None
            extent, named = (
                next(drawing.iter(qn("wp:extent")), None),
                next(drawing.iter(qn("wp:docPr")), None),
            )
            if format_ is None or extent is None:
                continue
            name = str(image.partname)
            if name not in self._known:
                self._known[name] = len(self.told)
                self.told.append({"format": format_, "content": list(image.blob)})
            described = (named.get("descr") or "").strip() if named is not None else ""
            yield {
                "picture": self._known[name],
                "width": int(extent.get("cx")) / EMU,
                "height": int(extent.get("cy")) / EMU,
                "alt": described or _("Picture"),
            }
