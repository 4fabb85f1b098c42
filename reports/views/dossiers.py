"""Dossier files: upload one, look at what it would change, say who is meant, confirm; download one."""

from __future__ import annotations

import json
import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base import uploads
from base.errors import Stale
from base.etag import still_holds
from events.models import Event
from people.doors import StaffRequest, opened, staff
from reports.dossier.check import InvalidDossierError, Mistake, read_dossier
from reports.dossier_changes import by_noun
from reports.dossier_forms import DossierForm
from reports.services import dossiers

SHOWN_MISTAKES = 200
AMBIGUOUS = re.compile(r"^\$\.(organizations|people)\[(\d+)\]")
NOBODY = "none"
"""Chosen where none of the candidates is meant."""


@staff("events.run", methods=["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    form = DossierForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _to_check(_keep(request, form.cleaned_data["file"].read()))
    return render(request, "reports/dossier_upload.html", {"form": form}, status=422 if form.errors else 200)


@staff("events.run", methods=["GET", "HEAD", "POST"])
def check(request: StaffRequest) -> HttpResponse:
    """What the file would change, or what is wrong with it; the button loads exactly what was shown."""
    reference, content = _kept(request)
    if content is None:
        return _gone(request)
    if request.method != "POST":
        return _preview(request, reference, content)
    try:
        loaded = dossiers.load_as_previewed(
            read_dossier(content),
            seal=request.POST.get("seal", ""),
            office=request.office,
            by=request.user,
            at=timezone.now(),
        )
    except (Stale, InvalidDossierError):
        return _preview(request, reference, content, stale=True)
    uploads.discard(reference)
    messages.success(request, _("“%(title)s” is loaded.") % {"title": loaded.event.title})
    return redirect("reports:event", loaded.event.slug)


@staff("events.run", methods=["POST"])
def choose(request: StaffRequest) -> HttpResponse:
    """Write into the file who is meant by the names that fit several, and look again."""
    reference, content = _kept(request)
    if content is None:
        return _gone(request)
    chosen = _with_choices(content, _mistakes(request, content), request)
    if chosen is None:
        messages.error(request, _("Choose who is meant."))
        return _to_check(reference)
    uploads.discard(reference)
    return _to_check(_keep(request, chosen))


@staff("reports.read")
def download(request: StaffRequest, slug: str) -> HttpResponse:
    """The dossier of an event as a file."""
    event = opened(Event.objects.select_related("series", "office"), request, slug=slug)
    file = dossiers.written(event, indent=2)
    if still_holds(request, file.etag):
        return HttpResponse(status=304, headers={"ETag": file.etag})
    return HttpResponse(
        file.body,
        content_type="application/json",
        headers={"ETag": file.etag, "Content-Disposition": f'attachment; filename="{event.slug}.json"'},
    )


def _preview(request: StaffRequest, reference: str, content: bytes, *, stale: bool = False) -> HttpResponse:
    context: dict[str, Any] = {"reference": reference, "stale": stale}
    try:
        dossier = read_dossier(content)
        would, seal = dossiers.preview(dossier, office=request.office, by=request.user, at=timezone.now())
    except InvalidDossierError as invalid:
        return _mistaken(request, invalid, context)
    known = Event.objects.visible_to(request.user).filter(slug=dossier.event.slug).first()
    title, _language = dossier.event.title.read(get_language() or "")
    context |= {
        "slug": dossier.event.slug,
        "title": title,
        "event": known,
        "seal": seal,
        "nouns": by_noun(would),
    }
    return render(request, "reports/dossier_check.html", context, status=409 if stale else 200)


def _mistaken(request: StaffRequest, invalid: InvalidDossierError, context: dict[str, Any]) -> HttpResponse:
    """The mistakes as a table, and where a name fits several, the question who is meant."""
    questions = [mistake for mistake in invalid.errors if _is_question(mistake)]
    others = [mistake for mistake in invalid.errors if not _is_question(mistake)]
    context |= {
        "questions": [_question(mistake) for mistake in questions],
        "mistakes": [
            {"steps": mistake.path.split("."), "value": shown(mistake.value), "expected": mistake.expected}
            for mistake in others[:SHOWN_MISTAKES]
        ],
        "more_mistakes": max(len(others) - SHOWN_MISTAKES, 0),
    }
    return render(request, "reports/dossier_mistakes.html", context, status=409 if context["stale"] else 200)


def _question(mistake: Mistake) -> dict[str, Any]:
    people = mistake.path.startswith("$.people")
    page = "reports:person" if people else "reports:organization"
    candidates = [
        {"uid": str(one.uid), "label": one.label, "href": reverse(page, args=[one.uid])}
        for one in mistake.candidates
    ]
    return {"path": mistake.path, "name": shown(mistake.value), "people": people, "candidates": candidates}


def shown(value: Any) -> str:
    """What stands in the file, shortened; a text without its quotes; nothing where a field is missing."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 120 else text[:117] + "…"


# --- the uploaded file ------------------------------------------------------------------------------------------------


def _keep(request: StaffRequest, content: bytes) -> str:
    return uploads.keep(content, **_bound(request))


def _kept(request: StaffRequest) -> tuple[str, bytes | None]:
    """The reference and the content that it stands for; no content when it is too old or somebody else's."""
    reference = (request.POST if request.method == "POST" else request.GET).get("file", "")
    found = uploads.kept(reference)
    if found is None or any(found[1].get(key) != value for key, value in _bound(request).items()):
        return reference, None
    return reference, found[0]


def _bound(request: StaffRequest) -> dict[str, Any]:
    """An uploaded file serves its uploader in one office only."""
    return {"office": str(request.office.uid), "user": str(request.user.uid), "kind": "dossier"}


def _to_check(reference: str) -> HttpResponse:
    return redirect(reverse("reports:dossier_check") + "?" + urlencode({"file": reference}))


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("The uploaded file is no longer here. Upload it again."))
    return redirect("reports:dossier_upload")


# --- who is meant -----------------------------------------------------------------------------------------------------


def _is_question(mistake: Mistake) -> bool:
    return bool(mistake.candidates and AMBIGUOUS.match(mistake.path))


def _mistakes(request: StaffRequest, content: bytes) -> list[Mistake]:
    try:
        dossiers.preview(read_dossier(content), office=request.office, by=request.user, at=timezone.now())
    except InvalidDossierError as invalid:
        return invalid.errors
    return []


def _with_choices(content: bytes, mistakes: list[Mistake], request: HttpRequest) -> bytes | None:
    """The file with the choices of the form written in as `same_as` and `different_from`; None when there are none."""
    data = json.loads(content)
    chosen = False
    for mistake in filter(_is_question, mistakes):
        choice, among = request.POST.get(mistake.path), [str(one.uid) for one in mistake.candidates]
        place = AMBIGUOUS.match(mistake.path)
        if place is None or choice not in (NOBODY, *among):
            continue
        record = data[place[1]][int(place[2])]
        if choice == NOBODY:
            record["different_from"] = [*record.get("different_from", []), *among]
        else:
            record["same_as"] = choice
        chosen = True
    return json.dumps(data, ensure_ascii=False, indent=2).encode() if chosen else None
