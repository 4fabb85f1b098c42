"""What must not go out by itself after a backup was brought back."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop as _

from people.models import Notice
from people.models.notice import NoticeState


def hold_what_may_have_gone(*, at: dt.datetime) -> int:
    """Leave to a person what was waiting in the backup and was due since: it may have gone out after the backup was made.

    Returns how many notices are held. What is due later stays as it is.
    """
    under_way = Notice.objects.filter(state__in=[NoticeState.CLAIMED, NoticeState.SENDING])
    waiting = Notice.objects.due(at)
    return int(
        (waiting | under_way).update(
            state=NoticeState.UNKNOWN,
            error=_("it was waiting when the backup was made, and may have gone out since"),
            token=None,
            lease_until=None,
        )
    )
