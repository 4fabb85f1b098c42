"""Accounts: making one, its preferences, and the tokens of its programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid, Missing, from_validation
from people.models import ApiToken, User

log = structlog.get_logger(__name__)
TOKEN_DAYS = (30, 90, 365)
TOKENS_PER_USER = 20


@transaction.atomic
def make_account(
    *,
    email: str,
    name: str,
    language: str,
    zone: str,
    password: str | None = None,
    password_field: str = "password",
) -> User:
    """An account whose address is proven; without a password one is set by a link. Raises Invalid."""
    user = User(email=email.strip().lower(), name=name.strip(), language=language, zone=zone)
    _check(user)
    if password is not None:
        check_password(password, user, field=password_field)
    user.set_password(password)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def check_password(password: str, user: User, *, field: str) -> None:
    """Raises Invalid with every reason for which the password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as exc:
        raise Invalid(errors={field: exc.messages}) from exc


@transaction.atomic
def amend_profile(user: User, changes: Mapping[str, Any]) -> None:
    """Name, language, time zone. Raises Invalid."""
    for name, value in changes.items():
        setattr(user, name, value)
    _check(user)
    user.save(update_fields=list(changes))


@transaction.atomic
def make_token(*, user: User, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """A token of the API and its text, which is kept nowhere. Raises Invalid, Conflict when there are too many."""
    if not name.strip():
        raise Invalid(_("Say what the token is for."), field="name")
    if not 1 <= days <= max(TOKEN_DAYS):
        raise Invalid(_("A token lives for at most a year."), field="days")
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(ApiToken.Scope.values):
        raise Invalid(_("Choose what the token may do."), field="scopes")
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if ApiToken.objects.filter(user=user).count() >= TOKENS_PER_USER:
        raise Conflict(_("You have %(count)d tokens already. Revoke one first.") % {"count": TOKENS_PER_USER})
    token, text = ApiToken.objects.create(
        user=user, expiry=dt.timedelta(days=days), name=name.strip(), scopes=wanted
    )
    log.info("api_token_made", user_id=user.pk, scopes=wanted)
    return token, text


@transaction.atomic
def revoke_token(*, user: User, token_key: str) -> None:
    """The token opens nothing from now on. Raises Missing."""
    revoked, _by_model = ApiToken.objects.filter(user=user, token_key=token_key).delete()
    if not revoked:
        raise Missing
    log.info("api_token_revoked", user_id=user.pk)


def _check(user: User) -> None:
    try:
        user.full_clean(exclude={"password"})
    except ValidationError as exc:
        raise from_validation(exc) from exc
