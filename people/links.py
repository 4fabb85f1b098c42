"""Signed links of the people room: each opens one purpose only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from people.models import Invitation, User

INVITATION = "people.invitation"


def invitation_token(invitation: Invitation) -> str:
    return signing.Signer(salt=INVITATION).sign(invitation.uid.hex)


def invitation_of(token: str) -> Invitation | None:
    """The invitation of a link in whatever state it is, or None when the link is not ours."""
    try:
        uid = UUID(signing.Signer(salt=INVITATION).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Invitation.objects.select_related("office", "invited_by").filter(uid=uid).first()


def invitation_link(invitation: Invitation) -> str:
    return settings.SITE_URL + reverse("people:accept_invitation", args=[invitation_token(invitation)])


def password_link(user: User) -> str:
    """A one-time link with which the user sets a password; it lapses with `PASSWORD_RESET_TIMEOUT`."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts)
