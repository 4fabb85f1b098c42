"""The outbox of an office: what is due, sent, failed or unknown, why, and what a person decides about it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.listing import page_of, render_list
from people.doors import StaffRequest, staff
from people.forms.outbox import NEEDS_SOMEBODY, OutboxFilter
from people.models import Notice
from people.notices import kind_of
from people.services import outbox as services

LISTED = ("uid", "office", "address", "language", "kind", "state", "due_at", "sent_at", "attempts", "error")


@staff("people.read")
def outbox(request: StaffRequest) -> HttpResponse:
    form = OutboxFilter(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    rows = _visible(request).only(*LISTED).order_by("-due_at", "-pk")
    if asked.get("q"):
        rows = rows.filter(address__icontains=asked["q"].strip())
    if asked.get("state"):
        chosen = services.UNSETTLED if asked["state"] == NEEDS_SOMEBODY else [asked["state"]]
        rows = rows.filter(state__in=chosen)
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    page = page_of(request, rows)
    for notice in page:
        kind = kind_of(notice.kind)  # type: ignore[attr-defined]
        notice.label = kind.label if kind else notice.kind  # type: ignore[attr-defined]
        notice.unsettled = notice.state in services.UNSETTLED  # type: ignore[attr-defined]
    context = {
        "form": form,
        "page": page,
        "filtered": any(asked.values()),
        "may_act": request.user.has_perm("people.act_on_outbox", request.office),
        "unsettled": _visible(request).filter(state__in=services.UNSETTLED).count(),
    }
    return render_list(request, "people/outbox.html", context)


@staff("people.act_on_outbox", methods=("POST",))
def decide(request: StaffRequest) -> HttpResponse:
    """Send again, or dismiss, what failed or may have arrived; asks once more before it is done."""
    chosen = _visible(request).filter(uid__in=_uids(request), state__in=services.UNSETTLED).order_by("pk")
    action = request.POST.get("action")
    if action not in ("again", "dismiss") or not chosen.exists():
        messages.error(
            request, _("Choose notices that failed or of which it is unknown whether they arrived.")
        )
        return redirect("people:outbox")
    if "sure" not in request.POST:
        return render(request, "people/outbox_decide.html", _question(action, list(chosen.only(*LISTED))))
    _carry_out(request, action, chosen)
    return redirect("people:outbox")


def _carry_out(request: StaffRequest, action: str, chosen: Any) -> None:
    at, by = timezone.now(), request.user
    if action == "again":
        count = services.send_again(chosen, by=by, at=at)
        said = ngettext("%(n)s notice is sent again.", "%(n)s notices are sent again.", count)
    else:
        count = services.dismiss(chosen, by=by, at=at)
        said = ngettext("%(n)s notice is dismissed.", "%(n)s notices are dismissed.", count)
    messages.success(request, said % {"n": count})


def _question(action: str, notices: list[Notice]) -> dict[str, Any]:
    return {
        "action": action,
        "notices": notices,
        "unknown": any(notice.state == "unknown" for notice in notices),
    }


def _visible(request: StaffRequest) -> Any:
    return Notice.objects.visible_to(request.user).of(request.office)


def _uids(request: StaffRequest) -> list[UUID]:
    """Those ticked; what is no identifier is nobody's."""
    found = []
    for text in request.POST.getlist("selected"):
        with suppress(ValueError):
            found.append(UUID(text))
    return found
