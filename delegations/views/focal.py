"""The delegation as its focal point sees it, by a link and without an account: nothing of others, nothing of the directory."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base import rates
from base.errors import DomainError
from base.languages import speaking, supported
from base.refusals import refuse
from delegations.focal_picture import lines_of, seats_left
from delegations.focal_tokens import BadLink, delegation_of
from delegations.forms.focal import FocalLegForm, FocalMemberForm, FocalNeedsForm, FocalPassportForm
from delegations.models import Delegation, Member, MemberRole, Needs
from delegations.services import focal_facts
from delegations.services import focal_members as verbs
from delegations.services.focal_rules import is_own
from delegations.services.needs import FIELDS
from delegations.services.travel_documents import shown_masked
from delegations.showing import with_participants
from events.views.public_context import public_context
from people.doors import public

Page = Callable[..., HttpResponse]
RULE = "signed link"
SENDING = f"{RULE}; what is sent is counted per client and per link"
WINDOW = 600
"""Seconds over which what is sent by one client, and by one link, is counted."""
AT_MOST = 300
"""A delegation of twelve is about ninety steps."""
WRITING = ("GET", "HEAD", "POST")
WAYS = ("arrival", "departure")


def by_link(page: Page) -> Page:
    """Opens the delegation of the token in the language of its focal point, or says how to get a new link."""

    @wraps(page)
    def door(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        try:
            own = delegation_of(token, timezone.now())
        except BadLink as exc:
            response = _lost(request, exc.delegation)
        else:
            with speaking(_language(request, own)):
                response = (
                    page(request, own, token, **more)
                    if _within(request, own)
                    else rates.too_many(request, seconds=WINDOW)
                )
                response.headers.setdefault("Content-Language", get_language() or "en")
        patch_cache_control(response, no_store=True, private=True)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return door


@public(rule=RULE)
@by_link
def focal(request: HttpRequest, own: Delegation, token: str) -> HttpResponse:
    """What is asked, who is entered, what is lacking."""
    lines = lines_of(own)
    context = _context(own, token) | {
        "lines": lines,
        "left": seats_left(own),
        "led": any(line.member.role == MemberRole.LEADER for line in lines),
    }
    return render(request, "delegations/public/focal.html", context)


@public(methods=WRITING, rule=SENDING)
@by_link
def member_add(request: HttpRequest, own: Delegation, token: str) -> HttpResponse:
    form = FocalMemberForm(request.POST or None, delegation=own)
    if form.is_valid():
        try:
            made = verbs.enter_member(own, at=timezone.now(), **form.values())
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The member is added."))
            if "another" in request.POST:
                return redirect("delegations:focal_member_add", token=token)
            return redirect("delegations:focal_member", token=token, uid=made.uid)
    context = _context(own, token) | {"form": form}
    return render(request, "delegations/public/focal_add.html", context, status=422 if form.errors else 200)


@public(methods=WRITING, rule=SENDING)
@by_link
def member(request: HttpRequest, own: Delegation, token: str, uid: UUID) -> HttpResponse:
    """What is known of one member, each part saved by itself; of whom the office entered, nothing but what the list says."""
    one = _member(own, uid)
    if not is_own(one):
        raise Http404
    act = request.POST.get("act", "")
    parts = _forms(request, own, one, act)
    sent = parts.get(act)
    if request.method == "POST" and sent is not None and sent.is_valid():
        try:
            _save(one, act, sent)
        except DomainError as exc:
            refuse(sent, exc)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("delegations:focal_member", token=token, uid=uid)
    context = _context(own, token) | {"member": one, "parts": parts, **_stored(_member(own, uid))}
    wrong = sent is not None and sent.errors
    return render(request, "delegations/public/focal_member.html", context, status=422 if wrong else 200)


@public(methods=("POST",), rule=SENDING)
@by_link
def order(request: HttpRequest, own: Delegation, token: str, uid: UUID) -> HttpResponse:
    """One place up or down among those who take part."""
    standing = list(own.members.active().values_list("uid", flat=True))
    if uid not in standing:
        raise Http404
    place = standing.index(uid)
    target = place + (-1 if request.POST.get("move") == "up" else 1)
    if 0 <= target < len(standing):
        standing[place], standing[target] = standing[target], standing[place]
        _told(request, lambda: verbs.reorder_members(own, standing, at=timezone.now()))
    return redirect("delegations:focal", token=token)


@public(methods=WRITING, rule=SENDING)
@by_link
def withdraw(request: HttpRequest, own: Delegation, token: str, uid: UUID) -> HttpResponse:
    one = _member(own, uid)
    if request.method == "POST":
        if _told(request, lambda: verbs.withdraw_member(one, at=timezone.now())):
            messages.success(request, _("The member is withdrawn."))
        return redirect("delegations:focal", token=token)
    return render(request, "delegations/public/focal_withdraw.html", _context(own, token) | {"member": one})


@public(methods=("POST",), rule=SENDING)
@by_link
def declare(request: HttpRequest, own: Delegation, token: str) -> HttpResponse:
    """The composition is complete."""
    if _told(request, lambda: verbs.declare_complete(own, at=timezone.now())):
        messages.success(request, _("Thank you. The office is told that the composition is complete."))
    return redirect("delegations:focal", token=token)


def _forms(request: HttpRequest, own: Delegation, one: Member, act: str) -> dict[str, forms.Form]:
    """The parts of the page; the one that was sent is bound."""
    document = focal_facts.document_of(one)
    legs = {way: focal_facts.leg_of(one, way) for way in WAYS}

    def sent(name: str) -> Any:
        return request.POST if request.method == "POST" and act == name else None

    of_passport = {"kind": document.kind, "country": str(document.country)} if document else {"country": str(one.registration.country)}  # fmt: skip
    parts: dict[str, forms.Form] = {
        "person": FocalMemberForm(sent("person"), delegation=own, initial=FocalMemberForm.stated(one)),
        "passport": FocalPassportForm(sent("passport"), new=document is None, initial=of_passport, prefix="passport"),
        "needs": FocalNeedsForm(sent("needs"), prefix="needs"),
    }  # fmt: skip
    for way, leg in legs.items():
        parts[way] = FocalLegForm(sent(way), way=way, initial=FocalLegForm.stated(leg, way), prefix=way)
    return parts


def _save(one: Member, act: str, form: Any) -> None:
    at = timezone.now()
    if act == "person":
        verbs.amend_member(one, at=at, **form.values())
    elif act == "passport":
        focal_facts.state_passport(one, form.cleaned_data, at=at)
    elif act == "needs":
        focal_facts.state_needs(one, at=at, **form.cleaned_data)
    else:
        focal_facts.state_leg(one, act, form.values(), at=at)


def _stored(one: Member) -> dict[str, Any]:
    """What was entered of what is not shown: the number masked, and that needs are stated."""
    document = focal_facts.document_of(one)
    needs = Needs.objects.filter(registration=one.registration_id).first()
    return {
        "passport_number": shown_masked(document) if document else "",
        "passport_expires": document.expires_on if document else None,
        "stated_needs": [name for name in FIELDS if needs is not None and bytes(getattr(needs, name))],
    }


def _member(own: Delegation, uid: UUID) -> Member:
    rows = with_participants(own.members.active().select_related("delegation__event", "delegation__office"))
    found: Member | None = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    found.delegation = own
    return found


def _told(request: HttpRequest, verb: Callable[[], object]) -> bool:
    """Whether the verb could be done; why not is told."""
    try:
        verb()
    except DomainError as exc:
        messages.error(request, exc.message)
        return False
    return True


def _context(own: Delegation, token: str) -> dict[str, Any]:
    return {
        **public_context(own.event),
        "office": own.office,
        "delegation": own,
        "token": token,
    }


def _language(request: HttpRequest, own: Delegation) -> str:
    """What the reader has chosen on the site; else that of the focal point."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    person = own.focal_point
    return supported(chosen or (person.language if person else "") or get_language())


def _within(request: HttpRequest, own: Delegation) -> bool:
    if request.method != "POST":
        return True
    by_client = rates.within(request, "focal-point", limit=AT_MOST, seconds=WINDOW)
    return rates.counted(f"focal-point:{own.uid.hex}", seconds=WINDOW) <= AT_MOST and by_client


def _lost(request: HttpRequest, own: Delegation | None) -> HttpResponse:
    """The same for a forged link and a genuine one whose time is over, but for the office to turn to."""
    context = {"office": own.office if own else None, "genuine": own is not None}
    return render(request, "delegations/public/focal_lost.html", context, status=404)
