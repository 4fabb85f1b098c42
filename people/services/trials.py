"""Test mails, of letters, of reminders and of the mail server: each person may send so many, and no more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from base.errors import DomainError
from base.rates import counted
from people.models import User

TOO_MANY = gettext_lazy("Those are too many test mails in a short time. Wait some minutes, then try again.")
TRIALS, TRIAL_SECONDS = 10, 600
"""Test mails of one person, and in how many seconds."""


class TooManyTrials(DomainError):
    status = 429
    code = "too-many-test-mails"
    title = TOO_MANY


def count_trial(to: User) -> None:
    """One more test mail, of whatever kind. Raises TooManyTrials."""
    if counted(f"test-mail:{to.pk}", seconds=TRIAL_SECONDS) > TRIALS:
        raise TooManyTrials()
