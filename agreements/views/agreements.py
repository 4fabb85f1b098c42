"""The register of agreements, the page of each, and its forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.ceremonies import ceremony_of, signing_of
from agreements.checklist import checklist
from agreements.deadline_outlook import outlook
from agreements.forms.agreements import AgreementForm, MoveForm
from agreements.forms.parties import BasePartyFormSet, party_forms
from agreements.forms.register import AgreementFilter
from agreements.missing import missing
from agreements.models import Agreement, FollowUp, Party, Project, Representative, Signature
from agreements.services import agreements as verbs
from agreements.services.documents import UNAGREED
from agreements.services.parties import signatories_of
from agreements.services.renewals import OVER, may_be_renewed
from agreements.services.signatures import state_post
from agreements.states import AgreementState
from agreements.views.outcomes import WRITING, item_asked
from base.errors import DomainError, Invalid
from base.listing import page_of
from base.refusals import refuse
from base.uids import as_uid
from events.models import Event
from events.opening import event_of
from people.doors import StaffRequest, opened, staff
from people.models import Entry, Office, Post
from people.policies import require
from people.services.moves import may_move

JOURNAL = 50


@staff("agreements.read")
def agreement_list(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    mine = Agreement.objects.visible_to(request.user).of(request.office)
    filters = AgreementFilter(request.GET, office=request.office, user=request.user)
    parties = Party.objects.select_related("organization")
    rows = filters.narrowed(mine, today).defer("search", "terms", "fields", "notes").select_related("event")
    context = {
        "filter": filters,
        "page": page_of(request, rows.prefetch_related(Prefetch("parties", queryset=parties))),
        "narrow": filters.narrows,
        "today": today,
        "lapsed": mine.lapsed(today).count(),
        "may_edit": request.user.has_perm("agreements.edit", request.office),
    }
    return render(request, "agreements/list.html", context)


@staff(None)
def agreement(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Facts, parties with who acts and signed for them, papers, what follows from it, what is missing, who changed what."""
    shown = opened_agreement(request, uid, "agreements.read", "owner", "renews", "supplements")
    parties = parties_of(shown)
    documents = list(shown.documents.select_related("added_by"))
    today = timezone.localdate()
    table = signing_of(shown)
    lacks = checklist(table, ceremony_of(table.signing.item, request.user)) if table else None
    context = {
        "agreement": shown,
        "parties": parties,
        "documents": documents,
        "witnesses": list(shown.witnesses.all()),
        "signing": table.signing if table else None,
        "lacks": missing(shown, parties, documents, today, lacks),
        "journal": list(
            Entry.objects.of(shown.office).about(f"agreement:{shown.pk}").select_related("by")[:JOURNAL]
        ),
        "reminders": outlook(shown, timezone.now()),
        "today": today,
        **_following(request, shown),
        **_actions(request, shown),
    }
    return render(request, "agreements/agreement.html", context)


def _following(request: StaffRequest, shown: Agreement) -> dict[str, Any]:
    """What rests on the agreement; a successor may be hidden from who sees the agreement itself."""
    others = Agreement.objects.visible_to(request.user).defer("search", "terms", "fields", "notes")
    return {
        "former": others.filter(pk__in=[pk for pk in (shown.renews_id, shown.supplements_id) if pk]),
        "successors": list(others.filter(renews=shown)),
        "supplements": list(others.filter(supplements=shown)),
        "follow_ups": list(
            FollowUp.objects.filter(agreement=shown).select_related("lead", "responsible", "owner")
        ),
        "projects": list(Project.objects.filter(agreement=shown)),
    }


def _actions(request: StaffRequest, shown: Agreement) -> dict[str, Any]:
    """What this person may do with it now. That it is renewed follows from its successor, so it is no move of its own."""
    may_edit = request.user.has_perm("agreements.edit", shown)
    moves = [to for to in AgreementState if to != AgreementState.RENEWED and may_move(shown, to)]
    return {
        "may_edit": may_edit,
        "moves": [(to.value, to.label) for to in moves],
        "may_renew": may_edit and may_be_renewed(shown),
        "may_prolong": may_edit and shown.state == AgreementState.IN_FORCE and shown.expires_on is not None,
        "may_supplement": may_edit and shown.state not in OVER,
        "may_delete": may_edit and shown.state in (*UNAGREED, AgreementState.TEXT_AGREED),
        "papers_may_go": may_edit and shown.state in UNAGREED,
    }


def parties_of(shown: Agreement) -> list[Party]:
    """In order, with their valid signatures and their representatives."""
    signatures = Signature.objects.valid().select_related("person", "post__organization")
    acting = Representative.objects.select_related("person", "post__organization").order_by(
        "task", "position", "pk"
    )
    parties = shown.parties.select_related("organization").prefetch_related(
        Prefetch("signatures", queryset=signatures.prefetch_related("person__posts__organization")),
        Prefetch("representatives", queryset=acting),
    )
    return list(parties)


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
        request.POST or None, instance=Agreement(), office=office, event=event, user=request.user,
        initial={"item": item.pk, "owner": request.user.pk} if item else {"owner": request.user.pk},
    )  # fmt: skip
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
    return agreement_form(request, form, parties, event=event)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    changed = opened_agreement(request, uid, "agreements.edit", "owner", "renews", "supplements")
    form = AgreementForm(
        request.POST or None, instance=changed, office=changed.office, event=changed.event, user=request.user
    )
    parties = party_forms(request.POST or None, changed.office, changed)
    if form.is_valid() and parties.is_valid():
        values = form.values()
        witnesses, assign = values.pop("witnesses"), values.pop("assign", False)
        try:
            verbs.amend_agreement(
                changed, values, by=request.user, at=timezone.now(), parties=parties.parties, witnesses=witnesses,
                signatories=parties.signatories(_known(changed)), expected=form.cleaned_data["version"], assign=assign,
            )  # fmt: skip
        except DomainError as exc:
            refuse(form, exc, changed)
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect("agreements:agreement", uid=uid)
    return agreement_form(
        request, form, parties, event=changed.event, agreement=Agreement.objects.get(pk=changed.pk)
    )


@staff(None, methods=WRITING)
def move(request: StaffRequest, uid: UUID, to: str) -> HttpResponse:
    """Along the lifecycle, with the day on which the new state begins."""
    moved = opened_agreement(request, uid, "agreements.edit", "renews")
    known = {AgreementState.SIGNED: moved.signed_on, AgreementState.IN_FORCE: moved.effective_on}
    initial = {"version": moved.version, "on": known.get(AgreementState(to)) if to in known else None}
    form = MoveForm(request.POST or None, to=to, initial=initial)
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
    gone = opened_agreement(request, uid, "agreements.edit")
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
        return Post.objects.get(person_id=signed.person_id, uid=as_uid(uid))
    except Post.DoesNotExist:
        raise Invalid(_("This is the post of another person."), field="post") from None


def opened_agreement(request: StaffRequest, uid: UUID, perm: str, *related: str) -> Agreement:
    """With its event, office and item. 404 for what is hidden, 403 without the permission."""
    rows = Agreement.objects.select_related("event__office", "office", "item", *related)
    found = opened(rows, request, uid=uid)
    require(request.user, perm, found)
    return found


def _known(agreement: Agreement) -> dict[tuple[int, int], Post | None]:
    """The post that is stated for each signatory, by organization and person."""
    signed = signatories_of(agreement)
    return {(party.pk, person.pk): post for party, people in signed.items() for person, post in people}


def agreement_form(
    request: StaffRequest, form: AgreementForm, parties: BasePartyFormSet, **context: Any
) -> HttpResponse:
    """The page of the form; `context`: event, agreement, and for a successor or supplement `title` and `back`."""
    return render(request, "agreements/agreement_form.html", {"form": form, "parties": parties, **context})
