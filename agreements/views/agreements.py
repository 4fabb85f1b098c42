"""The register of agreements, the page of each, and its forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.forms.agreements import (
    AgreementFilter,
    AgreementForm,
    BasePartyFormSet,
    MoveForm,
    party_forms,
)
from agreements.models import Agreement, FollowUp, Party, Signature
from agreements.services import agreements as verbs
from agreements.services.signatures import state_post
from agreements.states import AgreementState
from agreements.views.outcomes import WRITING, event_of, item_asked
from base.errors import DomainError, Invalid
from base.listing import page_of
from base.refusals import refuse
from events.models import Event
from people.doors import StaffRequest, opened, staff
from people.models import Entry, Office, Post
from people.policies import require
from people.services.moves import may_move


@staff("agreements.read")
def agreement_list(request: StaffRequest) -> HttpResponse:
    mine = Agreement.objects.visible_to(request.user).of(request.office)
    filters = AgreementFilter(request.GET)
    parties = Party.objects.select_related("organization")
    rows = filters.narrowed(mine).defer("search", "terms", "fields").select_related("event")
    rows = rows.prefetch_related(Prefetch("parties", queryset=parties))
    page = page_of(request, rows.order_by(F("signed_on").desc(nulls_first=True), "-pk"))
    context = {
        "filter": filters,
        "page": page,
        "narrow": any(request.GET.get(name) for name in filters.fields),
        "may_edit": request.user.has_perm("agreements.edit", request.office),
    }
    return render(request, "agreements/list.html", context)


@staff(None)
def agreement(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Parties and signatories, terms, the way through the lifecycle, what follows from it, who changed what."""
    shown = _opened(request, uid, "agreements.read")
    signatures = Signature.objects.select_related("person", "post__organization").prefetch_related(
        "person__posts__organization"
    )
    parties = shown.parties.select_related("organization").prefetch_related(
        Prefetch("signatures", queryset=signatures)
    )
    context = {
        "agreement": shown,
        "parties": list(parties),
        "witnesses": list(shown.witnesses.all()),
        "follow_ups": list(
            FollowUp.objects.filter(agreement=shown).select_related("lead", "responsible", "owner")
        ),
        "journal": list(
            Entry.objects.of(shown.office).about(f"agreement:{shown.pk}").select_related("by")[:50]
        ),
        "moves": [(to.value, to.label) for to in AgreementState if may_move(shown, to)],
        "today": timezone.localdate(),
        "may_edit": request.user.has_perm("agreements.edit", shown),
    }
    return render(request, "agreements/agreement.html", context)


@staff("agreements.edit", methods=WRITING)
def add(request: StaffRequest) -> HttpResponse:
    """An agreement that was made apart from any event of the record."""
    return _add(request, request.office, None)


@staff(None, methods=WRITING)
def add_to_event(request: StaffRequest, slug: str) -> HttpResponse:
    event = event_of(request, slug, "agreements.edit")
    return _add(request, event.office, event)


def _add(request: StaffRequest, office: Office, event: Event | None) -> HttpResponse:
    item = item_asked(request, event) if event else None
    form = AgreementForm(
        request.POST or None,
        instance=Agreement(),
        office=office,
        event=event,
        initial={"item": item.pk} if item else {},
    )
    parties = party_forms(request.POST or None, office, None)
    if form.is_valid() and parties.is_valid():
        try:
            made = verbs.record_agreement(
                office=office, event=event, parties=parties.parties, signatories=parties.signatories({}),
                by=request.user, at=timezone.now(), **form.values(),
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc)
        else:
            messages.success(request, _("The agreement is in the register."))
            return redirect("agreements:agreement", uid=made.uid)
    return _form(request, form, parties, event)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    changed = _opened(request, uid, "agreements.edit")
    form = AgreementForm(request.POST or None, instance=changed, office=changed.office, event=changed.event)
    parties = party_forms(request.POST or None, changed.office, changed)
    if form.is_valid() and parties.is_valid():
        values = form.values()
        witnesses = values.pop("witnesses")
        try:
            verbs.amend_agreement(
                changed, values, by=request.user, at=timezone.now(), parties=parties.parties, witnesses=witnesses,
                signatories=parties.signatories(_known(changed)), expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect("agreements:agreement", uid=uid)
    return _form(request, form, parties, changed.event, Agreement.objects.get(pk=changed.pk))


@staff(None, methods=WRITING)
def move(request: StaffRequest, uid: UUID, to: str) -> HttpResponse:
    """Along the lifecycle, with the day on which the new state begins."""
    moved = _opened(request, uid, "agreements.edit")
    form = MoveForm(
        request.POST or None,
        to=to,
        initial={"version": moved.version, "on": moved.signed_on if to == AgreementState.SIGNED else None},
    )
    if form.is_valid():
        try:
            verbs.move_agreement(
                moved, to=to, by=request.user, at=timezone.now(), on=form.cleaned_data.get("on"),
                note=form.cleaned_data["note"], expected=form.cleaned_data["version"],
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, moved)
        else:
            messages.success(
                request, _("The agreement is now: %(state)s.") % {"state": moved.get_state_display()}
            )
            return redirect("agreements:agreement", uid=uid)
    label = dict(AgreementState.choices).get(to, to)
    return render(request, "agreements/move.html", {"agreement": moved, "form": form, "label": label})


@staff(None, methods=("POST",))
def delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    gone = _opened(request, uid, "agreements.edit")
    try:
        verbs.delete_agreement(gone, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
        return redirect("agreements:agreement", uid=uid)
    messages.success(request, _("The agreement is deleted."))
    return redirect("agreements:list")


@staff(None, methods=("POST",))
def signature(request: StaffRequest, uid: UUID, signature: UUID) -> HttpResponse:
    """State in which post somebody signed, where they held several."""
    signed = Signature.objects.filter(party__agreement__uid=uid).select_related("party__agreement")
    found = opened(signed, request, "agreements.edit", uid=signature)
    try:
        post = _post_of(found, request.POST.get("post", ""))
        state_post(found, post, by=request.user, at=timezone.now())
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("agreements:agreement", uid=uid)


def _post_of(signed: Signature, uid: str) -> Post | None:
    """The post asked for, None for none. Raises Invalid for what is no post of the signatory."""
    if not uid:
        return None
    try:
        return Post.objects.get(person_id=signed.person_id, uid=UUID(uid))
    except (ValueError, Post.DoesNotExist):
        raise Invalid(_("This is the post of another person."), field="post") from None


def _opened(request: StaffRequest, uid: UUID, perm: str) -> Agreement:
    rows = Agreement.objects.select_related("event__office", "office", "item")
    found = opened(rows, request, uid=uid)
    require(request.user, perm, found)
    return found


def _known(agreement: Agreement) -> dict[tuple[int, int], Post | None]:
    """The post that is stated for each signatory, by organization and person."""
    signed = verbs.signatories_of(agreement)
    return {(party.pk, person.pk): post for party, people in signed.items() for person, post in people}


def _form(
    request: StaffRequest,
    form: AgreementForm,
    parties: BasePartyFormSet,
    event: Event | None,
    shown: Agreement | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "parties": parties, "event": event, "agreement": shown}
    return render(request, "agreements/agreement_form.html", context)
