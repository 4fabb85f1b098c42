"""One follow-up as the responsible person sees it by their link: report progress, report it done, ask for more time."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from agreements.follow_up_steps import steps_of
from agreements.forms.follow_ups import DoneForm, ExtensionForm, ProgressForm
from agreements.links import BadLink, follow_up_of
from agreements.models import Evidence, FollowUp
from agreements.services import extensions, follow_up_progress
from agreements.services.follow_ups import RESPONSIBLE, local_day, supporters_of
from agreements.states import UNFINISHED, ExtensionState
from base import rates
from base.attachments import handed_out
from base.errors import DomainError
from base.languages import best
from base.refusals import refuse
from people.doors import public

Page = Callable[..., HttpResponseBase]
RULE = "signed link"
WINDOW = 600
"""Seconds over which what is sent by one client, and by one link, is counted."""
BY_ONE_LINK = 20


def by_link(page: Page) -> Page:
    """Opens the follow-up of the token, or says how to get a new link; nothing of it is stored on the way."""

    @wraps(page)
    def door(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        try:
            response = page(request, follow_up_of(token), token, **more)
        except BadLink:
            response = render(request, "agreements/public/link_lost.html", status=404)
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return door


@public(methods=("GET", "HEAD", "POST"), rule=f"{RULE}; what is sent is counted per client and per link")
@by_link
def own_follow_up(request: HttpRequest, own: FollowUp, token: str) -> HttpResponse:
    """What is to be done; sending a report or a wish for more time."""
    if request.method != "POST":
        return _page(request, own, token, ProgressForm(), ExtensionForm(prefix="more"))
    if not _within(request, own):
        return rates.too_many(request, seconds=WINDOW)
    if request.POST.get("act") == "extension":
        return _extend(request, own, token)
    return _report(request, own, token, done=request.POST.get("act") == "done")


@public(rule=RULE)
@by_link
def own_evidence(request: HttpRequest, own: FollowUp, token: str, file: UUID) -> HttpResponseBase:
    found = get_object_or_404(Evidence, note__follow_up=own, uid=file)
    return handed_out(found.file, name=found.name, media_type=found.media_type)


def _within(request: HttpRequest, own: FollowUp) -> bool:
    by_client = rates.within(request, "follow-up", limit=settings.REGISTRATION_RATE, seconds=WINDOW)
    return rates.counted(f"follow-up:{own.uid.hex}", seconds=WINDOW) <= BY_ONE_LINK and by_client


def _report(request: HttpRequest, own: FollowUp, token: str, *, done: bool) -> HttpResponse:
    form = (DoneForm if done else ProgressForm)(request.POST, request.FILES)
    if form.is_valid():
        verb: Any = follow_up_progress.report_done if done else follow_up_progress.note_progress
        try:
            verb(
                own, text=form.cleaned_data["text"], evidence=form.cleaned_data["evidence"], by=RESPONSIBLE,
                person=own.responsible, at=timezone.now(),
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc)
        else:
            said = _("Thank you. The office checks what you reported as done.") if done else _("Thank you. Your report has arrived.")  # fmt: skip
            messages.success(request, said)
            return redirect("agreements:own_follow_up", token=token)
    return _page(request, own, token, form, ExtensionForm(prefix="more"), status=422)


def _extend(request: HttpRequest, own: FollowUp, token: str) -> HttpResponse:
    form = ExtensionForm(request.POST, prefix="more")
    if form.is_valid():
        try:
            extensions.ask_extension(
                own, **form.cleaned_data, by=RESPONSIBLE, person=own.responsible, at=timezone.now()
            )
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("Thank you. The office decides; you find its answer here."))
            return redirect("agreements:own_follow_up", token=token)
    return _page(request, own, token, ProgressForm(), form, status=422)


def _page(
    request: HttpRequest,
    own: FollowUp,
    token: str,
    form: ProgressForm,
    more: ExtensionForm,
    status: int = 200,
) -> HttpResponse:
    own = follow_up_of(token)  # as it is stored, whatever a refused verb has set
    today = local_day(own, timezone.now())
    what, what_language = best(own, "text")
    steps = steps_of(own)
    context = {
        "office": own.office,
        "follow_up": own,
        "token": token,
        "what": what,
        "what_language": what_language,
        "because_of": _cause(own),
        "supporters": supporters_of(own),
        "steps": steps,
        "asked": any(step.state == ExtensionState.ASKED for step in steps if step.extension),
        "working": own.state in UNFINISHED,
        "overdue": own.is_overdue(today),
        "why_not": extensions.why_not_extended(own, today),
        "form": form,
        "more": more,
    }
    return render(request, "agreements/public/follow_up.html", context, status=status)


def _cause(own: FollowUp) -> tuple[str, str]:
    """Title and language of the event or agreement it stems from; nothing of what is confidential."""
    if own.agreement is not None:
        return ("", "") if own.agreement.confidential else best(own.agreement, "title")
    event = own.event or (own.outcome.event if own.outcome else None)
    return best(event, "title") if event is not None else ("", "")
