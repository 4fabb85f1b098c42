"""Not more mails a minute than the mail server likes (MAIL_RATE), counted in the database for all drainers together."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from people.models import Allowance, Channel
from people.services.claiming import Run

MINUTE = dt.timedelta(minutes=1)


def permitted(run: Run, wanted: int) -> int:
    """How many of so many may leave now; fewer end the run, and what it still holds is left for later.

    What is allowed but then not sent counts all the same, so that never more leave in any sixty seconds.
    """
    if run.channel != Channel.MAIL or not settings.MAIL_RATE:
        return wanted
    allowed = min(wanted, _take(wanted, run.clock()))
    run.tally.stopped = run.tally.stopped or allowed < wanted
    return allowed


@transaction.atomic
def _take(wanted: int, at: dt.datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('people_allowance'))")
    # Also what lies ahead, after a clock that was set back.
    Allowance.objects.exclude(at__gt=at - MINUTE, at__lte=at + MINUTE).delete()
    taken = Allowance.objects.aggregate(taken=Sum("count"))["taken"] or 0
    allowed = max(0, min(wanted, settings.MAIL_RATE - taken))
    if allowed:
        Allowance.objects.create(at=at, count=allowed)
    return allowed
