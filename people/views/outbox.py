"""The outbox of an office: what is due, sent, failed or unknown, why, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.errors import DomainError, add_to_form
from base.listing import page_of, render_list
from base.records import key
from base.uids import as_uids
from people.doors import StaffRequest, opened, staff
from people.forms.outbox import NEEDS_SOMEBODY, AddressForm, OutboxFilter
from people.models import Channel, Entry, Notice, Trouble, Webhook
from people.notices import kind_of
from people.policies import require
from people.services import outbox as services
from people.services.showing import as_it_reads_now

LISTED = (
    "uid", "office", "address", "recipient", "channel", "language", "kind", "state", "due_at", "sent_at", "attempts",
    "takeovers", "trouble", "error",
)  # fmt: skip
WRITING = ("GET", "HEAD", "POST")


@staff("people.read")
def outbox(request: StaffRequest) -> HttpResponse:
    return render_list(request, "people/outbox.html", listed(request, _visible(request)))


def listed(request: StaffRequest, rows: QuerySet[Notice]) -> dict[str, Any]:
    """What the list of notices shows of these rows, filtered as asked; the same for an office, an event and a person."""
    form = OutboxFilter(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    page: Any = page_of(request, _filtered(rows, asked).only(*LISTED).order_by("-due_at", "-pk"))
    for notice in page:
        kind = kind_of(notice.kind)
        notice.label = kind.label if kind else notice.kind
        notice.unsettled = notice.state in services.UNSETTLED
    _name_webhooks(request, page)
    troubles = _troubles(rows)
    return {
        "form": form,
        "page": page,
        "filtered": any(asked.values()),
        "may_act": request.user.has_perm("people.act_on_outbox", request.office),
        "may_manage": request.user.has_perm("people.manage_office", request.office),
        "troubles": troubles,
        "unsettled": sum(number for _name, _label, number in troubles),
        "here": request.path,
    }


@staff("people.read", methods=WRITING)
def notice(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One notice: what became of it and why, each take-over, and for one that failed a better address."""
    found: Notice = opened(Notice.objects.all(), request, "people.read", uid=uid)
    may_act = request.user.has_perm("people.act_on_outbox", found)
    form = AddressForm(request.POST or None, initial={"address": found.address})
    if request.method == "POST":
        require(request.user, "people.act_on_outbox", found)
        if form.is_valid() and _correct(request, found, form):
            return redirect("people:notice", uid)
    kind = kind_of(found.kind)
    shown = "text" in request.GET and may_act
    _name_webhooks(request, [found])
    context = {
        "notice": found,
        "label": kind.label if kind else found.kind,
        "takeovers": found.taken_over.all(),
        "entries": Entry.objects.visible_to(request.user).about(key("notice", found.pk)).select_related("by"),
        "form": form,
        "may_act": may_act and found.state in services.UNSETTLED,
        "may_read": may_act and found.channel == Channel.MAIL,
        "shown": shown,
        "message": as_it_reads_now(found) if shown else None,
    }
    return render(request, "people/notice.html", context, status=422 if form.errors else 200)


def _correct(request: StaffRequest, found: Notice, form: AddressForm) -> bool:
    try:
        done = services.correct_address(
            found, address=form.cleaned_data["address"], by=request.user, at=timezone.now()
        )
    except DomainError as exc:
        add_to_form(form, exc)
        return False
    if done:
        messages.success(request, _("It is sent to the corrected address."))
    else:
        messages.error(
            request, _("Choose notices that failed or of which it is unknown whether they arrived.")
        )
    return True


@staff("people.act_on_outbox", methods=("POST",))
def decide(request: StaffRequest) -> HttpResponse:
    """Send again, or dismiss, what failed or may have arrived: those ticked, or a whole class; asks once more before it is done."""
    waiting = _visible(request).filter(state__in=services.UNSETTLED).order_by("pk")
    trouble = request.POST.get("trouble", "")
    ticked = as_uids(request.POST.getlist("selected"))
    chosen = waiting.filter(trouble=trouble) if trouble else waiting.filter(uid__in=ticked)
    action = request.POST.get("action")
    if action not in ("again", "dismiss") or not chosen.exists():
        messages.error(
            request, _("Choose notices that failed or of which it is unknown whether they arrived.")
        )
        return redirect(_back(request))
    if "sure" not in request.POST:
        question = _question(request, action, chosen, trouble)
        return render(request, "people/outbox_decide.html", question | {"back": _back(request)})
    _carry_out(request, action, chosen)
    return redirect(_back(request))


def _carry_out(request: StaffRequest, action: str, chosen: Any) -> None:
    at, by = timezone.now(), request.user
    if action == "again":
        count = services.send_again(chosen, by=by, at=at)
        said = ngettext("%(n)s notice is sent again.", "%(n)s notices are sent again.", count)
    else:
        count = services.dismiss(chosen, by=by, at=at)
        said = ngettext("%(n)s notice is dismissed.", "%(n)s notices are dismissed.", count)
    messages.success(request, said % {"n": count})


def _question(request: StaffRequest, action: str, chosen: Any, trouble: str) -> dict[str, Any]:
    """The notices by name when they were ticked; a whole class by its number."""
    notices = [] if trouble else list(chosen.only(*LISTED))
    _name_webhooks(request, notices)
    return {
        "action": action,
        "notices": notices,
        "count": len(notices) or chosen.count(),
        "trouble": trouble,
        "trouble_label": dict(Trouble.choices).get(trouble, ""),
        "unknown": chosen.filter(state="unknown").exists(),
    }


def _name_webhooks(request: StaffRequest, notices: Iterable[Any]) -> None:
    """Whom a delivery is for: its webhook by name, as long as there is one."""
    deliveries = [one for one in notices if one.channel == Channel.WEBHOOK]
    if not deliveries:
        return
    numbers = {int(one.recipient.partition(":")[2]) for one in deliveries}
    names = dict(Webhook.objects.visible_to(request.user).filter(pk__in=numbers).values_list("pk", "name"))
    for one in deliveries:
        one.told = names.get(int(one.recipient.partition(":")[2]), "")


def _filtered(rows: QuerySet[Notice], asked: dict[str, Any]) -> QuerySet[Notice]:
    if asked.get("q"):
        rows = rows.filter(address__icontains=asked["q"].strip())
    if asked.get("state"):
        chosen = services.UNSETTLED if asked["state"] == NEEDS_SOMEBODY else [asked["state"]]
        rows = rows.filter(state__in=chosen)
    for name in ("kind", "channel", "trouble"):
        if asked.get(name):
            rows = rows.filter(**{name: asked[name]})
    return rows


def _troubles(rows: QuerySet[Notice]) -> list[tuple[str, Any, int]]:
    """Class of error, its label, and how many wait for a decision because of it."""
    counted = (
        rows.filter(state__in=services.UNSETTLED).order_by().values_list("trouble").annotate(n=Count("pk"))
    )
    labels = dict(Trouble.choices)
    return [(name, labels.get(name, ""), number) for name, number in sorted(counted)]


def _visible(request: StaffRequest) -> Any:
    return Notice.objects.visible_to(request.user).of(request.office)


def _back(request: StaffRequest) -> str:
    """The list from which it was decided: that of the office, an event or a person."""
    asked = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if safe else reverse("people:outbox")
