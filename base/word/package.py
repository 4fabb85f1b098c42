"""What a Word file from outside may hold: no macros, nothing embedded that runs, nothing that is fetched from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from lxml import etree

from base.errors import Invalid

LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
LINKS = re.compile(r"^(https?://|mailto:|tel:)", re.IGNORECASE)
MACROS = ("vbaproject.bin", "vbadata.xml", "activex", "macrosheets")
EMBEDDED = ("embeddings/", "afchunk", "oleobject")
DECLARATIONS = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
"""An XML declaration of entities, which a Word file never has."""


def demand_safe(content: bytes, *, field: str = "file") -> Any:
    """The document as python-docx opens it. Raises Invalid, saying what is in the file that cannot be taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            faults = _faults(packed)
        if faults:
            raise Invalid(errors={field: faults})
        return Document(io.BytesIO(content))
    except Invalid:
        raise
    except Exception as exc:  # whatever a broken or hostile file does to the libraries
        raise Invalid(_("This is not a Word document (.docx), or it is damaged."), field=field) from exc


def _faults(packed: zipfile.ZipFile) -> list[str]:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return [_("It is too large when unpacked.")]
    names = [part.filename.lower() for part in parts]
    faults = []
    if any(mark in name for name in names for mark in MACROS) or b"macroEnabled" in packed.read("[Content_Types].xml"):  # fmt: skip
        faults.append(_("It has macros. Save it in Word as a document without macros (.docx)."))
    if any(mark in name for name in names for mark in EMBEDDED):
        faults.append(_("It has embedded objects. Replace them by pictures or tables."))
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    if any(DECLARATIONS.search(packed.read(part)) for part in xml):
        return [*faults, _("Its XML declares entities, which Word never does.")]
    for part in xml:
        if part.filename.endswith(".rels"):
            faults += _external(packed.read(part))
    return list(dict.fromkeys(faults))


def _external(relationships: bytes) -> list[str]:
    """Links are followed by a reader's click; everything else would be fetched when the file is opened."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    faults = []
    for one in etree.fromstring(relationships, parser).iter(RELATIONSHIP):
        if one.get("TargetMode", "").lower() != "external":
            continue
        target, kind = one.get("Target", ""), one.get("Type", "").rpartition("/")[2]
        if kind != "hyperlink":
            faults.append(_("It fetches something from elsewhere (%(kind)s: %(target)s). Put it into the document itself.") % {"kind": kind, "target": target[:80]})  # fmt: skip
        elif not LINKS.match(target):
            faults.append(_("It has a link that is no web or e-mail address: %(target)s.") % {"target": target[:80]})  # fmt: skip
    return faults
