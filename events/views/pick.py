"""What a choosing field offers while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse, JsonResponse

from base.uids import as_uid
from events.forms.picking import detail_of, label_of, organizations_of, people_of
from people.doors import StaffRequest, opened, staff
from people.models import Office, Organization, Person

SEARCHES: dict[str, Callable[[Office, str], Sequence[Person | Organization]]] = {
    "person": people_of,
    "organization": organizations_of,
}


@staff("people.read")
def pick(request: StaffRequest, noun: str) -> HttpResponse:
    """`{"results": [{"uid", "label", "detail"}]}` of the directory of `?office=`, else of the current office."""
    if noun not in SEARCHES:
        raise Http404
    office = request.office
    if asked := request.GET.get("office"):
        office = opened(Office.objects.all(), request, "people.read", uid=as_uid(asked))
    found = SEARCHES[noun](office, request.GET.get("q", "")[:100])
    return JsonResponse(
        {
            "results": [
                {"uid": str(one.uid), "label": label_of(one), "detail": detail_of(one)} for one in found
            ]
        }
    )
