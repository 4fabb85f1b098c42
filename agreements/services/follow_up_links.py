"""Giving the responsible person their link, and taking it away."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import FollowUp
from agreements.services.follow_ups import revoke_links
from base.errors import Invalid
from base.records import key
from people.services import journal, outbox
from people.services.journal import Actor
from people.services.outbox import Letter

LINK = "follow_up.link"
AGAIN_AFTER = dt.timedelta(minutes=5)
"""The same link is sent at most once in this time."""


@transaction.atomic
def send_link(follow_up: FollowUp, *, by: Actor, at: dt.datetime) -> None:
    """A letter with the link to the responsible person, in their language. Raises Invalid without person or address."""
    person = follow_up.responsible
    if person is None:
        raise Invalid(_("Nobody is named as responsible."), field="responsible")
    if not person.email:
        raise Invalid(_("The directory holds no e-mail address of %(name)s.") % {"name": person})
    window = int(at.timestamp() // AGAIN_AFTER.total_seconds())
    outbox.enqueue(
        [
            Letter(
                office_id=follow_up.office_id,
                recipient=key("person", person.pk),
                address=person.email,
                kind=LINK,
                occurrence=f"follow_up:{follow_up.pk}:{follow_up.link_revision}:{window}",
                due_at=at,
                language=person.language or follow_up.office.language,
                data={"follow_up": follow_up.pk, "revision": follow_up.link_revision},
                about=follow_up.about,
            )
        ]
    )
    journal.record(follow_up, "link sent", by=by, at=at)


@transaction.atomic
def renew_link(follow_up: FollowUp, *, by: Actor, at: dt.datetime) -> None:
    """The links given so far open nothing any more; letters that still carry one are not sent."""
    revoke_links([follow_up])
    outbox.withdraw(about=key("follow_up", follow_up.pk), kinds=[LINK], at=at, reason="the link was renewed")
    journal.record(follow_up, "link renewed", by=by, at=at)
