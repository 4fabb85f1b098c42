"""Files that people attach to a record: of a known kind, of a bearable size, kept in the file store and handed out safely."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from base import files
from base.errors import Invalid

LARGEST = 20 * 1024 * 1024
NAME_LENGTH = 200
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that may be kept; its media type is that of its content."""

    name: str
    content: bytes
    media_type: str

    def keep(self) -> str:
        """Its SHA-256 in the file store."""
        return files.store(self.content)[0]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _packed(part: str) -> Callable[[bytes], bool]:
    """A document that is a ZIP file with such a part, and without macros."""

    def holds(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                names = packed.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False
        return part in names and not any(name.lower().endswith("vbaproject.bin") for name in names)

    return holds


def _text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return "\x00" not in content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return False


KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _begins(b"%PDF-")),
    "docx": (f"{OFFICE}wordprocessingml.document", _packed("word/document.xml")),
    "xlsx": (f"{OFFICE}spreadsheetml.sheet", _packed("xl/workbook.xml")),
    "pptx": (f"{OFFICE}presentationml.presentation", _packed("ppt/presentation.xml")),
    "odt": (f"{OPEN}text", _packed("content.xml")),
    "ods": (f"{OPEN}spreadsheet", _packed("content.xml")),
    "jpg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "jpeg": ("image/jpeg", _begins(b"\xff\xd8\xff")),
    "png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "webp": ("image/webp", lambda content: content[:4] == b"RIFF" and content[8:12] == b"WEBP"),
    "txt": ("text/plain; charset=utf-8", _text),
    "csv": ("text/csv; charset=utf-8", _text),
}
"""Suffix → media type, and whether a content is what the suffix says. Nothing that a browser would run."""
ACCEPT = ",".join(f".{suffix}" for suffix in KINDS)
"""For the file field of a form."""


def checked(name: str, content: bytes, *, field: str = "file") -> Attachment:
    """Raises Invalid, naming the file, for one that is too large, empty, or not of a kind that may be attached."""
    plain = PurePath(name.replace("\\", "/")).name.replace("\x00", "")
    suffix = PurePath(plain).suffix.lower().lstrip(".")
    if len(content) > LARGEST:
        raise Invalid(_("%(name)s is too large.") % {"name": plain}, field=field)
    media_type, is_such = KINDS.get(suffix, ("", lambda _content: False))
    if not content or not is_such(content):
        raise Invalid(
            _("%(name)s cannot be attached. Use PDF, Word, Excel, PowerPoint, OpenDocument, a picture or plain text.")
            % {"name": plain},
            field=field,
        )  # fmt: skip
    stem = PurePath(plain).stem[: NAME_LENGTH - len(suffix) - 1]
    return Attachment(f"{stem}.{suffix}", content, media_type)


def handed_out(file: str, *, name: str, media_type: str) -> FileResponse:
    """For download only: a browser neither shows it on our pages nor guesses another kind. Raises Http404."""
    try:
        content = files.path_of(file).open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
