"""What is done with an agreement of the register beside its lifecycle: export, number, event, successor, supplement, more time."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.agreements import AgreementForm, ProlongForm
from agreements.forms.parties import party_forms
from agreements.forms.register import AgreementFilter
from agreements.models import Agreement, AgreementKind, Party
from agreements.services import renewals
from agreements.services.agreement_numbers import assign_number
from agreements.services.agreements import attach_to_event
from agreements.views.agreements import agreement_form, opened_agreement
from agreements.views.outcomes import WRITING
from base import sheets
from base.errors import DomainError
from base.languages import best_text
from base.locale_text import language_name
from base.refusals import refuse
from events.models import Event
from people.doors import StaffRequest, opened, staff

SHOWN = 20
SUPPLEMENTED = ("languages", "authentic_language", "confidential", "owner")


@staff("agreements.read")
def export(request: StaffRequest) -> HttpResponse:
    """The register as the filters show it, as a workbook."""
    mine = Agreement.objects.visible_to(request.user).of(request.office)
    filters = AgreementFilter(request.GET, office=request.office, user=request.user)
    rows = filters.narrowed(mine, timezone.localdate()).defer("search").select_related("event", "owner")
    parties = Party.objects.select_related("organization")
    found = rows.prefetch_related(Prefetch("parties", queryset=parties)).iterator(chunk_size=500)
    content = sheets.workbook(_columns(), (_row(one) for one in found), title=_("Agreements"))
    answer = sheets.attachment(content, f"{request.office.slug}-agreements.xlsx", sheets.XLSX_TYPE)
    answer["Cache-Control"] = "no-store"
    return answer


def _columns() -> list[sheets.Column]:
    return [
        sheets.Column(_("Number"), 12), sheets.Column(_("Title"), 44), sheets.Column(_("Kind"), 26), sheets.Column(_("State"), 16),
        sheets.Column(_("Parties"), 50), sheets.Column(_("Event"), 36), sheets.Column(_("Signed on"), 12),
        sheets.Column(_("In force from"), 12), sheets.Column(_("Expires on"), 12), sheets.Column(_("Renewal"), 24),
        sheets.Column(_("Notice period in months"), 12), sheets.Column(_("Languages"), 20), sheets.Column(_("Authentic text"), 14),
        sheets.Column(_("Copies"), 8), sheets.Column(_("Fields"), 36), sheets.Column(_("Amount"), 16), sheets.Column(_("Currency"), 8),
        sheets.Column(_("Confidential"), 12), sheets.Column(_("Looked after by"), 20), sheets.Column(_("Notes"), 40),
    ]  # fmt: skip


def _row(one: Agreement) -> list[sheets.Value]:
    return [
        one.number, one.title, str(one.get_kind_display()), str(one.get_state_display()),
        "; ".join(str(party.organization) for party in one.parties.all()), one.event.title if one.event else "",
        one.signed_on, one.effective_on, one.expires_on, str(one.get_renewal_display()), one.notice_months,
        ", ".join(language_name(code) for code in one.languages),
        language_name(one.authentic_language) if one.authentic_language else "", one.copies,
        "; ".join(best_text(field)[0] for field in one.fields), None if one.amount is None else float(one.amount), one.currency,
        _("yes") if one.confidential else _("no"), str(one.owner or ""), one.notes,
    ]  # fmt: skip


@staff(None, methods=("POST",))
def number(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Give it the next number of the register."""
    numbered = opened_agreement(request, uid, "agreements.edit")
    try:
        assign_number(numbered, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    else:
        messages.success(request, _("Its number is %(number)s.") % {"number": numbered.number})
    return redirect("agreements:agreement", uid=uid)


@staff(None, methods=WRITING)
def event(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Choose the event at which it came about, found by its words; or take it off its event."""
    attached = opened_agreement(request, uid, "agreements.edit")
    mine = Event.objects.visible_to(request.user).filter(office=attached.office)
    if request.method == "POST":
        slug = request.POST.get("event", "")
        chosen = opened(mine, request, slug=slug) if slug else None
        try:
            attach_to_event(attached, chosen, by=request.user, at=timezone.now())
        except DomainError as exc:
            messages.error(request, exc.message)
        else:
            said = (
                _("It belongs to %(event)s.") % {"event": chosen} if chosen else _("It belongs to no event.")
            )
            messages.success(request, said)
        return redirect("agreements:agreement", uid=uid)
    text = request.GET.get("q", "").strip()[:200]
    found = mine.matching(text) if text else mine
    context = {"agreement": attached, "text": text, "events": found.defer("search").order_by("-starts_at", "-pk")[:SHOWN]}  # fmt: skip
    return render(request, "agreements/agreement_event.html", context)


@staff(None, methods=WRITING)
def renew(request: StaffRequest, uid: UUID) -> HttpResponse:
    """The form of the successor, filled with what it takes over."""
    former = opened_agreement(request, uid, "agreements.edit", "owner")
    draft = Agreement(**{name: getattr(former, name) for name in renewals.KEPT})
    return _follow(request, former, draft, renewals.renew, "renews", _("Renew the agreement"))


@staff(None, methods=WRITING)
def supplement(request: StaffRequest, uid: UUID) -> HttpResponse:
    former = opened_agreement(request, uid, "agreements.edit", "owner")
    kept = {name: getattr(former, name) for name in SUPPLEMENTED}
    draft = Agreement(kind=AgreementKind.SUPPLEMENT, **kept)
    return _follow(request, former, draft, renewals.supplement, "supplements", _("Supplement the agreement"))


def _follow(
    request: StaffRequest,
    former: Agreement,
    draft: Agreement,
    verb: Callable[..., Agreement],
    link: str,
    title: str,
) -> HttpResponse:
    form = AgreementForm(
        request.POST or None,
        instance=draft,
        office=former.office,
        event=None,
        user=request.user,
        fixed=(link,),
    )
    parties = party_forms(request.POST or None, former.office, former, signed=False)
    if form.is_valid() and parties.is_valid():
        try:
            made = verb(
                former, parties=parties.parties, signatories=parties.signatories({}), by=request.user,
                at=timezone.now(), **form.values(),
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The agreement is in the register."))
            return redirect("agreements:agreement", uid=made.uid)
    back = reverse("agreements:agreement", args=[former.uid])
    return agreement_form(request, form, parties, event=None, title=title, back=back, former=former)


@staff(None, methods=WRITING)
def prolong(request: StaffRequest, uid: UUID) -> HttpResponse:
    """It goes on until a new last day: by its rule, unless another is stated."""
    going_on = opened_agreement(request, uid, "agreements.edit")
    initial = {"version": going_on.version, "until": renewals.next_expiry(going_on)}
    form = ProlongForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            renewals.prolong(
                going_on, until=form.cleaned_data["until"], by=request.user, at=timezone.now(),
                expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, going_on)
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect("agreements:agreement", uid=uid)
    return render(request, "agreements/agreement_prolong.html", {"agreement": going_on, "form": form})
