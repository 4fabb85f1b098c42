"""Webhooks of an office: what other systems are told, whether it arrived, and the secret that signs it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, add_to_form
from base.listing import page_of, render_list
from people.doors import StaffRequest, opened, staff
from people.forms.webhook import WebhookForm
from people.models import Webhook
from people.services import webhooks as services
from people.topics import topics

MANAGE = "people.manage_office"
WRITING = ("GET", "HEAD", "POST")


@staff(MANAGE, methods=WRITING)
def webhooks(request: StaffRequest) -> HttpResponse:
    """All of them, and a form for another; the new secret is shown in the answer to its making and never again."""
    form, made = WebhookForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _webhook, made = services.add_webhook(
                office=request.office, by=request.user, at=timezone.now(), **form.values()
            )
            form = WebhookForm()
        except DomainError as exc:
            add_to_form(form, exc)
    found = list(Webhook.objects.visible_to(request.user).of(request.office))
    for one in found:
        one.told = _labels(one)  # type: ignore[attr-defined]
    context = {"webhooks": found, "form": form, "made": made}
    return _unstored(
        render(request, "people/webhooks.html", context, status=422 if form.errors and not made else 200)
    )


@staff(None, methods=WRITING)
def webhook(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """One of them with its last deliveries."""
    found = _opened(request, uid)
    form = WebhookForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            expected = form.cleaned_data["version"]
            services.amend_webhook(
                found, form.values(), by=request.user, at=timezone.now(), expected=expected
            )
        except DomainError as exc:
            found = _opened(request, uid)
            add_to_form(form, exc)
        else:
            messages.success(request, _("The webhook is saved."))
            return redirect("people:webhook", uid)
    return _page(request, found, form, status=422 if form.errors else 200)


@staff(None, methods=("POST",))
def switch(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """Pauses it, or with `active=1` lets it go on."""
    found, active = _opened(request, uid), request.POST.get("active") == "1"
    services.amend_webhook(found, {"active": active}, by=request.user, at=timezone.now())
    messages.success(
        request,
        _("The webhook is told again.") if active else _("The webhook is paused: it is told nothing."),
    )
    return redirect("people:webhook", uid)


@staff(None, methods=("POST",))
def test(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    services.send_test(_opened(request, uid), at=timezone.now())
    messages.success(request, _("A test is on its way; what became of it is shown below."))
    return redirect("people:webhook", uid)


@staff(None, methods=("POST",))
def renew(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    """A new secret, shown in this answer and never again."""
    found = _opened(request, uid)
    made = services.renew_secret(found, by=request.user, at=timezone.now())
    found.refresh_from_db()
    return _page(request, found, WebhookForm.of(found), made=made)


@staff(None, methods=WRITING)
def delete(request: StaffRequest, uid: uuid.UUID) -> HttpResponse:
    found = _opened(request, uid)
    if request.method == "POST":
        services.delete_webhook(found, by=request.user, at=timezone.now())
        messages.success(request, _("The webhook is deleted."))
        return redirect("people:webhooks")
    return render(request, "people/webhook_delete.html", {"webhook": found})


def _page(
    request: StaffRequest, found: Webhook, form: WebhookForm, *, made: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "webhook": found,
        "form": form,
        "made": made,
        "page": page_of(request, services.deliveries(found)),
    }
    if status != 200 or made:
        return _unstored(render(request, "people/webhook.html", context, status=status))
    return render_list(request, "people/webhook.html", context)


def _opened(request: StaffRequest, uid: uuid.UUID) -> Webhook:
    found: Webhook = opened(Webhook.objects.all(), request, MANAGE, uid=uid)
    return found


def _labels(webhook: Webhook) -> list[str]:
    known = topics()
    return [str(known[name].label) if name in known else name for name in webhook.topics]


def _unstored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
