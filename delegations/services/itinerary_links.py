"""Renewing the link of an itinerary, so that the old one opens nothing any more."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from delegations.models import Delegation, Member
from people.services import journal
from people.services.journal import Actor


@transaction.atomic
def renew_link(whose: Delegation | Member, *, by: Actor, at: dt.datetime) -> None:
    """Page, calendar and PDF of the old link answer 404 from now on."""
    rows: Any = type(whose).objects
    rows.filter(pk=whose.pk).update(itinerary_link_revision=F("itinerary_link_revision") + 1)
    whose.refresh_from_db(fields=["itinerary_link_revision"])
    journal.record(whose, "itinerary link renewed", by=by, at=at)
