"""The way of a file into the records, the same for every list: upload, columns, look at what would change, confirm.

What was chosen on the way is noted beside the file (`base.uploads`); each step works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from base import blanks, uploads
from base.errors import DomainError, Invalid, add_to_form
from base.recognising import Recognised, by_hand, recognised
from base.sheets import XLSX_TYPE, attachment
from base.tables import Field, Layout, plain
from base.tabular import MAX_ROWS, read_cells
from base.vcards import is_vcard
from people.doors import StaffRequest

IGNORED = ""
REMEMBERED = "columns_of_lists"
"""In the session: kind of list → plain heading → field, as they were chosen last."""


@dataclass(frozen=True, slots=True)
class Journey:
    """One kind of list: its fields and words, where its steps stand, and to what an uploaded file is bound."""

    title: str
    subtitle: str
    back: str
    back_text: str
    fields: Sequence[Field]
    required: Sequence[str]
    address: Callable[[str], str]
    """Step (`upload`, `columns`, `check`, `errors`, `template`) → address."""
    bound: Mapping[str, str]
    form: Callable[..., Any]
    filename: str
    language: str
    cards: bool = False
    """Whether address books (vCard) are taken as well."""

    def at(self, step: str, reference: str, **query: Any) -> str:
        return self.address(step) + "?" + urlencode({"file": reference, **query})


@dataclass(frozen=True, slots=True)
class Kept:
    """An uploaded file with what is known of it so far."""

    reference: str
    content: bytes
    language: str
    notes: Mapping[str, Any]
    found: Recognised | None

    @property
    def layout(self) -> Layout | None:
        """None for an address book."""
        return self.found.layout() if self.found else None

    @property
    def choices(self) -> dict[str, str]:
        return dict(self.notes.get("choices", {}))


def upload(request: StaffRequest, journey: Journey) -> HttpResponse:
    """Take the file; where every heading is known, the columns need no look."""
    form = journey.form(request.POST or None, request.FILES or None, initial={"language": journey.language})
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            found = _recognised(content, journey)
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            reference = uploads.keep(
                content, **journey.bound, user=str(request.user.uid), language=form.cleaned_data["language"]
            )
            before = _as_before(request, journey, found)
            if before:
                uploads.note(reference, keys=before, headed=True)
            known = found is None or bool(before) or (found.certain and _named(found, journey))
            return redirect(journey.at("check" if known else "columns", reference))
    context = {"form": form, "journey": journey, "template": journey.address("template")}
    return render(request, "people/import.html", context, status=422 if form.errors else 200)


def columns(request: StaffRequest, journey: Journey) -> HttpResponse:
    """What each column holds: guessed, with examples, to be put right by hand."""
    file = kept(request, journey)
    if file is None or file.found is None:
        return gone(request, journey)
    error = ""
    found = file.found
    if request.method == "POST":
        keys = {column.place: request.POST.get(f"column-{column.place}", IGNORED) for column in found.columns}
        headed = request.POST.get("headed") == "1"
        try:
            found = _by_hand(file.content, journey, keys, headed)
            if not _named(found, journey):
                labels = ", ".join(str(one.label) for one in journey.fields if one.key in journey.required)
                raise Invalid(_("Say which column holds the name: %(columns)s.") % {"columns": labels})
        except DomainError as exc:
            error = exc.message
        else:
            uploads.note(file.reference, keys={str(place): key for place, key in keys.items()}, headed=headed)
            _remember(request, journey, found)
            return redirect(journey.at("check", file.reference))
    choices = [(one.key, str(one.label)) for one in journey.fields]
    context = {
        "journey": journey,
        "reference": file.reference,
        "found": found,
        "choices": choices,
        "error": error,
    }
    return render(request, "people/import_columns.html", context, status=422 if error else 200)


def errors(request: StaffRequest, journey: Journey, wrong: Callable[[Kept], Sequence[Any]]) -> HttpResponse:
    """The file itself with every error marked in a last column."""
    file = kept(request, journey)
    if file is None or file.found is None:
        return gone(request, journey)
    content = blanks.marked(
        read_cells(file.content),
        wrong(file),
        headed=file.found.headed and file.found.first == 0,
        title=_("Errors"),
    )
    response = attachment(content, f"{journey.filename}-{_('errors')}.xlsx", XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def template(journey: Journey) -> HttpResponse:
    """An empty workbook with the headings that are recognised, and lists to choose from."""
    fields = [one for one in journey.fields if one.key != "full_name"]
    content = blanks.blank(fields, title=journey.filename, rows=MAX_ROWS)
    return attachment(content, f"{journey.filename}.xlsx", XLSX_TYPE)


def kept(request: StaffRequest, journey: Journey) -> Kept | None:
    """The file of the reference; None when it is no longer here, another's, or was meant for something else."""
    asked = request.POST if request.method == "POST" else request.GET
    reference = asked.get("file", "")
    found = uploads.kept(reference)
    bound = {**journey.bound, "user": str(request.user.uid)}
    if found is None or any(found[1].get(key) != value for key, value in bound.items()):
        return None
    content, facts = found
    notes = uploads.noted(reference)
    if "keys" in notes:
        keys = {int(place): key for place, key in notes["keys"].items()}
        layout = _by_hand(content, journey, keys, notes["headed"])
    else:
        layout = _recognised(content, journey)  # type: ignore[assignment]
    return Kept(reference, content, facts["language"], notes, layout)


def gone(request: StaffRequest, journey: Journey) -> HttpResponse:
    messages.error(request, _("The uploaded file is no longer here. Upload it again."))
    return redirect(journey.address("upload"))


def _recognised(content: bytes, journey: Journey) -> Recognised | None:
    """None for an address book, whose parts have names. Raises Invalid for a file that cannot be read."""
    if is_vcard(content) and journey.cards:
        return None
    return recognised(read_cells(content), journey.fields)


def _by_hand(content: bytes, journey: Journey, keys: Mapping[int, str], headed: bool) -> Recognised:
    cells = read_cells(content)
    known = {one.key for one in journey.fields}
    chosen = {place: key if key in known else IGNORED for place, key in keys.items()}
    return by_hand(recognised(cells, journey.fields), cells, chosen, headed=headed)


def _remember(request: StaffRequest, journey: Journey, found: Recognised) -> None:
    """So that a file that was mended need not be explained again."""
    if found.headed:
        chosen = {plain(column.heading): column.key for column in found.columns}
        request.session[REMEMBERED] = request.session.get(REMEMBERED, {}) | {journey.bound["for"]: chosen}


def _as_before(request: StaffRequest, journey: Journey, found: Recognised | None) -> dict[str, str]:
    """Place → field as chosen last, when each heading stood in that file as well and one holds the name; else nothing."""
    chosen = request.session.get(REMEMBERED, {}).get(journey.bound["for"], {})
    if not chosen or found is None or not found.headed:
        return {}
    headings = [plain(column.heading) for column in found.columns]
    if len(set(headings)) < len(headings) or not chosen.keys() >= set(headings):
        return {}
    keys = {str(column.place): chosen[plain(column.heading)] for column in found.columns}
    return keys if set(keys.values()) & set(journey.required) else {}


def _named(found: Recognised, journey: Journey) -> bool:
    return any(column.key in journey.required for column in found.columns)
