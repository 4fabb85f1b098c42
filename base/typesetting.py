"""PDF documents by Typst: tagged (PDF/UA), with Chinese, in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import typst
from django.conf import settings
from django.utils.translation import gettext as _

FOLDER = Path("templates/documents")


class RenderError(Exception):
    """The document could not be made; the message says why and what to do."""


def typeset(name: str, data: Mapping[str, Any], *, language: str) -> bytes:
    """The PDF of `templates/documents/<name>` in a language of ours; raises RenderError.

    The data goes in beside the source, as JSON in `sys.inputs.data`, and is never read as Typst code. It is joined by
    `lang`, `region` and `page`, the wording of a page number with the places `%(page)s` and `%(pages)s`.
    """
    told = dict(data) | {
        "lang": language.partition("-")[0],
        "region": "CN" if language == "zh-hans" else None,
        "page": _("Page %(page)s of %(pages)s"),
    }
    source = Path(settings.BASE_DIR) / FOLDER / name
    inputs = {"data": orjson.dumps(told).decode()}
    try:
        return _compile(source, inputs, fonts(), ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise RenderError(f"Typst could not set {name}: {error.message}") from error
    # A rare character must not cost the whole document: it is sought in the machine's fonts, and PDF/UA is not claimed.
    try:
        return _compile(source, inputs, fonts(with_system=True), [])
    except typst.TypstError as error:
        raise RenderError(f"Typst could not set {name}: {error.message}") from error


@cache
def fonts(*, with_system: bool = False) -> typst.Fonts:
    """The fonts of documents and, if need be, the machine's: without those a document looks the same everywhere."""
    found = typst.Fonts(
        include_system_fonts=with_system, include_embedded_fonts=True, font_paths=[str(settings.FONTS_DIR)]
    )
    if "Noto Sans SC" not in found.families():
        raise RenderError(f"The fonts for documents are missing in {settings.FONTS_DIR}: run `make setup`.")
    return found


def _compile(source: Path, inputs: dict[str, str], faces: typst.Fonts, standards: list[Any]) -> bytes:
    return typst.compile(
        str(source),
        root=str(source.parent),
        font_paths=faces,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standards,
    )
