"""Signatures as they are given: recorded once, never changed, only annulled with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Agreement, Party, Representative, Signature
from agreements.states import AgreementState
from base.errors import Conflict, Invalid
from people.models import Person, Post, User
from people.services import journal, records
from people.services.journal import Actor

READY = frozenset({AgreementState.TEXT_AGREED, AgreementState.SIGNED, AgreementState.IN_FORCE})
"""States in which somebody may sign; after the move to `signed` it is a signature given later, or one put right."""
FIELDS = ["signatories"]


@transaction.atomic
def record_signature(
    *, party: Party, person: Person, by: Actor, at: dt.datetime, post: Post | None = None
) -> Signature:
    """They signed for the party at this moment. Who signed already has signed once: that signature is returned.

    Without a `post` it is the one named for the signatory. Raises Invalid for the post of another or a person of another
    office; Conflict while the text is not agreed.
    """
    agreement = _locked(party)
    records.demand_own(party.office_id, [person], field="person")
    known = Signature.objects.valid().filter(party=party, person=person).first()
    if known is not None:
        return known
    if agreement.state not in READY:
        raise Conflict(_("Nobody signs before the text is agreed."))
    signature = _new(party, person, post or _post_named(party, person), signed_at=at)
    records.create(signature, by=by, at=at, verb="signed")
    _tell(agreement, by=by, at=at, verb="signed by a party")
    return signature


@transaction.atomic
def annul_signature(signature: Signature, *, reason: str, by: Actor, at: dt.datetime) -> Signature:
    """It stays on record as one that does not hold. Raises Invalid without a reason, Conflict when it is annulled already."""
    if not reason.strip():
        raise Invalid(_("Say why it is annulled."), field="reason")
    agreement = _locked(signature.party)
    signature.refresh_from_db()
    if signature.annulled_at is not None:
        raise Conflict(_("This signature is annulled already."))
    _annul(signature, reason.strip(), by=by, at=at)
    _tell(agreement, by=by, at=at, verb="annulled")
    return signature


@transaction.atomic
def state_post(signature: Signature, post: Post | None, *, by: Actor, at: dt.datetime) -> Signature:
    """Say which post the signatory held then, or with None that it is not stated: the signature is annulled and recorded
    anew. Raises Invalid for another's post, Conflict for a signature that does not hold."""
    if post is not None and post.person_id != signature.person_id:
        raise Invalid(_("This is the post of another person."), field="post")
    agreement = _locked(signature.party)
    signature.refresh_from_db()
    if signature.annulled_at is not None:
        raise Conflict(_("This signature is annulled already."))
    if signature.post_id == (post.pk if post else None):
        return signature
    _annul(signature, _("Recorded anew with the post held then."), by=by, at=at)
    anew = _new(signature.party, signature.person, post, signed_at=signature.signed_at)
    records.create(anew, by=by, at=at, verb="signed")
    _tell(agreement, by=by, at=at)
    return anew


def _locked(party: Party) -> Agreement:
    """One at a time for each agreement, so that a second tap finds the first signature."""
    agreement: Agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=party.agreement_id)
    return agreement


def _new(party: Party, person: Person, post: Post | None, *, signed_at: dt.datetime | None) -> Signature:
    if post is not None and post.person_id != person.pk:
        raise Invalid(_("This is the post of another person."), field="post")
    return Signature(office_id=party.office_id, party=party, person=person, post=post, signed_at=signed_at)


def _annul(signature: Signature, reason: str, *, by: Actor, at: dt.datetime) -> None:
    changes = {"annulled_at": at, "annulled_by": by if isinstance(by, User) else None, "annulment": reason}
    records.amend(signature, changes, by=by, at=at, verb="annulled")


def _post_named(party: Party, person: Person) -> Post | None:
    """That of the representative who is to sign; else the only one that they hold with the party."""
    named = Representative.objects.filter(party=party, person=person, task=Representative.Task.SIGNATORY)
    representative = named.select_related("post").first()
    if representative is not None and representative.post is not None:
        return representative.post
    posts = list(Post.objects.filter(person=person, organization=party.organization_id)[:2])
    return posts[0] if len(posts) == 1 else None


def _tell(agreement: Agreement, *, by: Actor, at: dt.datetime, verb: str = "changed") -> None:
    """The agreement shows who signed, so it has a new version."""
    records.touch(agreement, at=at)
    journal.record(agreement, verb, by=by, at=at, fields=FIELDS)
