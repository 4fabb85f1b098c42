"""In which post a signatory signed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Signature
from base.errors import Invalid
from people.models import Post
from people.services import journal, records
from people.services.journal import Actor


@transaction.atomic
def state_post(signature: Signature, post: Post | None, *, by: Actor, at: dt.datetime) -> None:
    """Say which post the signatory held then, or with None that it is not stated. Raises Invalid for another's post."""
    if post is not None and post.person_id != signature.person_id:
        raise Invalid(_("This is the post of another person."), field="post")
    if records.amend(signature, {"post": post}, by=by, at=at):
        journal.record(signature.party.agreement, "changed", by=by, at=at, fields=["signatories"])
