"""A Word file as a PDF that says and looks the same: read as data, set by Typst, tagged (PDF/UA)."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from base.typesetting import RenderError, typeset
from base.word.reading import Reader

LINE = 1.25


def as_pdf(content: bytes, *, language: str, title: str) -> bytes:
    """Of a Word file that is safe to open, such as one filled by `base.word.placeholders`. Raises RenderError."""
    try:
        told = Reader(Document(io.BytesIO(content))).read()
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise RenderError(f"The Word document could not be read: {error}") from error
    page = told["sheet"]
    first = told["first"] or {"header": [], "footer": []}
    # Word moves the text down where the head is higher than its margin, and up at the foot.
    width = page["width"] - page["left"] - page["right"]
    heads = max(_height(told["header"], width), _height(first["header"], width))
    feet = max(_height(told["footer"], width), _height(first["footer"], width))
    page["top"] = max(page["top"], page["header"] + heads)
    page["bottom"] = max(page["bottom"], page["footer"] + feet)
    return typeset("word.typ", told | {"title": title}, language=language)


def _height(blocks: list[dict[str, Any]], width: float) -> float:
    """About how high they will be, in points."""
    total = 0.0
    for block in blocks:
        if block["kind"] == "table":
            widths = block["columns"]
            total += sum(
                max([_height(cell["blocks"], sum(widths[cell["column"] : cell["column"] + cell["span"]])) for cell in row["cells"]], default=0.0)
                for row in block["rows"]
            )  # fmt: skip
        else:
            total += block["before"] + block["after"] + _paragraph_height(block, width)
    return total


def _paragraph_height(block: dict[str, Any], width: float) -> float:
    text = sum(_advance(run) for run in block["runs"] if "text" in run)
    lines = 1 + sum(1 for run in block["runs"] if "line" in run) + int(text // max(width, 1.0))
    size = max([block["size"], *(run["size"] for run in block["runs"] if "size" in run)])
    pictures = [run["height"] for run in block["runs"] if "picture" in run]
    pitch = block["line"] if block["line_exact"] else size * LINE * block["line"]
    return max([lines * pitch, *pictures])


def _advance(run: dict[str, Any]) -> float:
    """About how wide a text is: an ideograph is as wide as high, a Latin letter half of that."""
    return sum(float(run["size"]) * (1.0 if character > "\u2e80" else 0.55) for character in run["text"])
