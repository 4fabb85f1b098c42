"""The link by which a participant without an account sees, changes and cancels one registration."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from events.models import Registration

SALT = "events.registration"


class BadLink(Exception):
    """The link is forged, damaged or was replaced by a newer one; `registration` is whose it claims to be, if any."""

    def __init__(self, registration: Registration | None = None) -> None:
        self.registration = registration
        super().__init__("bad link")


def registration_token(registration: Registration) -> str:
    """Signed for this purpose only; it dies when the registration's link revision rises."""
    return _signer().sign(f"{registration.uid.hex}-{registration.link_revision}")


def registration_url(registration: Registration) -> str:
    """The whole address, for mails."""
    return settings.SITE_URL + reverse("events:registration", args=[registration_token(registration)])


def registration_of(token: str) -> Registration:
    """The registration that the token opens, with event, office and person. Raises BadLink."""
    claimed = _claimed(token)
    try:
        stated = _signer().unsign(token)
    except BadSignature as exc:
        raise BadLink(claimed) from exc
    if claimed is None or stated != f"{claimed.uid.hex}-{claimed.link_revision}":
        raise BadLink(claimed)
    return claimed


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")


def _claimed(token: str) -> Registration | None:
    try:
        uid = uuid.UUID(hex=token.partition("-")[0][:32])
    except ValueError:
        return None
    return Registration.objects.filter(uid=uid).select_related("event__office", "person", "group").first()
