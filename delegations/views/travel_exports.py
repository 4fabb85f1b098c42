"""The boards of travel as files; each is in the journal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from base import sheets
from base.errors import NotAllowed
from base.languages import EN
from base.list_document import ListDocument
from base.uids import as_uid
from delegations import travel_lists as lists
from delegations.models import Delegation
from delegations.travel_picture import TravelPicture, picture_of
from delegations.travel_sight import sight_of, told_to
from delegations.views.diets import revealed_diets
from delegations.views.travel import gifts_of
from events.opening import event_of
from people.doors import StaffRequest, opened, staff
from people.services import journal

PDF_TYPE = "application/pdf"


@staff(None, methods=("POST",))
def export(request: StaffRequest, slug: str, board: str, kind: str) -> HttpResponse:
    """One board as PDF or XLSX; with `delegation`, of that one alone. Raises NotAllowed to whom it tells nothing."""
    if kind not in ("pdf", "xlsx"):
        raise Http404
    event = event_of(request, slug, "delegations.read")
    picture = picture_of(event, _delegation(request, event))
    document = _document(request, picture, board)
    about = picture.of or event
    journal.record(about, "exported", by=request.user, at=timezone.now(), note=f"{board}, {kind}")
    name = f"{event.slug}-{board}.{kind}"
    if kind == "pdf":
        answer = sheets.attachment(document.pdf(get_language() or EN), name, PDF_TYPE)
    else:
        answer = sheets.attachment(document.workbook(zone=event.zone), name, sheets.XLSX_TYPE)
    answer["Cache-Control"] = "no-store"
    return answer


def _document(request: StaffRequest, picture: TravelPicture, board: str) -> ListDocument:
    sight = sight_of(request.user, picture)
    if board == "diets":
        return lists.diets(picture, revealed_diets(picture, request.user))
    if board == "gifts":
        rows = gifts_of(picture.event)
        return lists.gifts(picture, rows.filter(delegation=picture.of) if picture.of else rows)
    makers: dict[str, Any] = {"arrivals": lists.arrivals, "rooms": lists.rooms, "vehicles": lists.vehicles}
    if board not in makers:
        raise Http404
    if not sight.tells(picture):
        raise NotAllowed
    made: ListDocument = makers[board](told_to(request.user, picture, sight), sight)
    return made


def _delegation(request: StaffRequest, event: Any) -> Delegation | None:
    asked = request.POST.get("delegation", "")
    if not asked:
        return None
    rows = Delegation.objects.with_senders().select_related("liaison_officer", "event__office")
    return opened(rows.filter(event=event), request, "delegations.read", uid=as_uid(asked))
