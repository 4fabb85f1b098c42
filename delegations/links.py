"""The link by which a guest without an account reads an itinerary: of a delegation, or of one of its members."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation, Member
from delegations.states import DelegationState
from events.links import registration_token
from events.models import Event, Registration
from events.offers import Offer
from events.states import LIVE_STATES
from people.models import User

SALT = "delegations.itinerary"
LASTS = dt.timedelta(days=90)
"""After the end of the event a link still opens for so long: names and rooms of a visit are nobody's for ever."""


class BadLink(Exception):
    """The link is forged, damaged, was replaced by a newer one, or the visit is long over."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: the itinerary of a delegation, or with `member` that of one of its people."""

    delegation: Delegation
    member: Member | None

    @property
    def reader(self) -> str:
        """Whose look it is; everybody who has the delegation's link looks together."""
        return f"registration:{self.member.registration_id}" if self.member else "link"


def itinerary_token(whose: Delegation | Member) -> str:
    """Signed for this purpose only; it dies when the link revision rises."""
    noun = "d" if isinstance(whose, Delegation) else "m"
    return _signer().sign(f"{noun}{whose.uid.hex}-{whose.itinerary_link_revision}")


def itinerary_url(whose: Delegation | Member) -> str:
    """The whole address of the page."""
    return settings.SITE_URL + reverse("delegations:guest_itinerary", args=[itinerary_token(whose)])


def feed_url(whose: Delegation | Member) -> str:
    """The whole address of the calendar that follows every change."""
    return settings.SITE_URL + reverse("delegations:guest_calendar", args=[itinerary_token(whose)])


def offer_itinerary(registration: Registration) -> Offer | None:
    """On the own page of a participant who is a member of a delegation, as long as the link opens."""
    member = membership_of(registration)
    if member is None or long_over(registration.event, timezone.now()):
        return None
    path = reverse("delegations:guest_itinerary", args=[itinerary_token(member)])
    return Offer(_("My itinerary"), path, "map-pin")


def offer_needs(registration: Registration) -> Offer | None:
    """There as well: stating diet and health."""
    if not may_state_needs(registration):
        return None
    path = reverse("delegations:own_needs", args=[registration_token(registration)])
    return Offer(_("Diet and health"), path, "heart-handshake")


def may_state_needs(registration: Registration) -> bool:
    """A person whose delegation is expected, while the event lies ahead or goes on."""
    ahead = registration.person_id is not None and registration.event.state in LIVE_STATES
    return ahead and membership_of(registration) is not None


def membership_of(registration: Registration) -> Member | None:
    """In a delegation that is expected; None for a participant who travels in none, or does not come."""
    members = Member.objects.active().exclude(delegation__state=DelegationState.WITHDRAWN)
    found: Member | None = members.filter(registration=registration).first()
    return found


def offer_records(user: User, registration: Registration) -> list[Offer]:
    """For the office: the delegation of a participant, and the papers of one who travels in none as well."""
    offered: list[Offer] = []
    member = Member.objects.filter(registration=registration).select_related("delegation").first()
    if member is not None and user.has_perm("delegations.read", member.delegation):
        path = reverse("delegations:delegation", args=[member.delegation.uid])
        offered.append(Offer(_("Delegation"), path, "flag"))
    if registration.person_id and user.has_perm("delegations.reveal", registration):
        offered.append(
            Offer(_("Documents"), reverse("delegations:papers", args=[registration.uid]), "id-badge-2")
        )
    return offered


def opened_by(token: str, at: dt.datetime) -> Opened:
    """With event and office. Raises BadLink."""
    try:
        stated = _signer().unsign(token)
        uid = uuid.UUID(hex=stated[1:33])
    except (BadSignature, ValueError) as exc:
        raise BadLink from exc
    opened = _delegation(uid) if stated[0] == "d" else _member(uid)
    if opened is None or itinerary_token(opened.member or opened.delegation) != token:
        raise BadLink
    if long_over(opened.delegation.event, at):
        raise BadLink
    return opened


def long_over(event: Event, at: dt.datetime) -> bool:
    """Whether the links of its itineraries open nothing any more, however often they are renewed."""
    ended = event.ends_at or event.starts_at
    return ended is not None and ended + LASTS < at


def _delegation(uid: uuid.UUID) -> Opened | None:
    found = Delegation.objects.with_senders().select_related("event__office").filter(uid=uid).first()
    return Opened(found, None) if found else None


def _member(uid: uuid.UUID) -> Opened | None:
    found = (
        Member.objects.select_related("delegation__event__office", "registration__person", "registration__group")
        .filter(uid=uid).first()
    )  # fmt: skip
    return Opened(found.delegation, found) if found else None


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
