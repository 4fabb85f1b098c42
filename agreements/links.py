"""The link by which the responsible person, who needs no account, sees one follow-up and reports on it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from agreements.models import FollowUp

SALT = "agreements.follow_up"
RELATED = ("office", "lead", "responsible", "event", "outcome__event", "agreement")


class BadLink(Exception):
    """The link is forged, damaged or was replaced by a newer one."""


def follow_up_token(follow_up: FollowUp) -> str:
    """Signed for this purpose only; it dies when the follow-up's link revision rises."""
    return _signer().sign(f"{follow_up.uid.hex}-{follow_up.link_revision}")


def follow_up_url(follow_up: FollowUp) -> str:
    """The whole address, for mails."""
    return settings.SITE_URL + reverse("agreements:own_follow_up", args=[follow_up_token(follow_up)])


def follow_up_of(token: str) -> FollowUp:
    """The follow-up that the token opens, while somebody is responsible for it. Raises BadLink."""
    try:
        stated = _signer().unsign(token)
        uid = uuid.UUID(hex=stated.partition("-")[0])
    except (BadSignature, ValueError) as exc:
        raise BadLink from exc
    found: FollowUp | None = FollowUp.objects.filter(uid=uid).select_related(*RELATED).first()
    if found is None or found.responsible is None or stated != f"{uid.hex}-{found.link_revision}":
        raise BadLink
    return found


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
