"""The doors of the delegations room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.errors import Invalid
from base.inputs import changing
from delegations.api.filters import DelegationFilter, MemberFilter
from delegations.api.inputs import DelegationInput, DelegationMoveInput, FocalLinkInput, MemberInput
from delegations.api.itinerary import LINE, OF_MEMBER, lines_of
from delegations.api.pictures import DELEGATION, FOCAL_LINK, MEMBER
from delegations.focal_tokens import focal_url, is_open
from delegations.models import Delegation, Member, MemberRole
from delegations.services import composition, delegations, focal_links, members
from delegations.services.precedence import put_delegation_in_order
from events.api.doors import ordering
from events.services import seats
from people.api.doors import keeping
from people.api.keeping import Keeping
from people.api.precedence import ordering_by_precedence

READ, RUN = "delegations.read", "delegations.run"
ACTS: Any = {
    "send": focal_links.send_link,
    "renew": focal_links.renew_link,
    "revoke": focal_links.revoke_link,
}


class DelegationDoor(Keeping):
    """Who comes, or goes, together: senders and leaders in order of mention, and the way through the visit."""

    rule = keeping(
        READ, RUN, move=RUN, order_members=RUN, order_by_precedence=RUN, itinerary=READ, focal_link=RUN
    )
    model, picture = Delegation, DELEGATION
    one, many = "a delegation", "delegations"
    parent = "event"
    input, changes = DelegationInput, changing(DelegationInput)
    filterset_class = DelegationFilter
    related = ("event", "focal_point", "liaison_officer")

    order_members = ordering(
        "order_members", members.reorder_members, path="member-order", summary="Order the members of a delegation",
        said="Co-leaders stand in order of mention.",
    )  # fmt: skip
    order_by_precedence = ordering_by_precedence(
        put_delegation_in_order, summary="Put the members of a delegation in order of precedence",
        said="Leaders, deputies, members and so on, each role in its own order.",
    )  # fmt: skip

    def add(self, place: Any, values: dict[str, Any]) -> Delegation:
        return delegations.add_delegation(**values, **self.doing)

    def amend(self, obj: Delegation, values: dict[str, Any], expected: int) -> None:
        sets = {name: values.pop(name, None) for name in ("senders", "interpreters", "items")}
        delegations.amend_delegation(obj, values, expected=expected, **sets, **self.doing)

    def remove(self, obj: Delegation) -> None:
        """One that is only announced, or has no members; registrations stay."""
        delegations.delete_delegation(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=DelegationMoveInput,
        summary="Move a delegation to another state",
        demands_etag=True,
    )
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """From composed on it has a leader. When it withdraws, its members stay registered unless told otherwise."""
        delegation = self.opened(related=self.related)
        expected = self.demanded(delegation)
        delegations.move_delegation(delegation, expected=expected, **self.sent(), **self.doing)
        return self.changed(delegation)

    @extend_schema(parameters=[OF_MEMBER])
    @action(
        detail=True, pagination_class=None, filterset_class=None, shows=LINE, shows_many=True,
        summary="Read the itinerary of a delegation",
    )  # fmt: skip
    def itinerary(self, request: Request, **lookup: Any) -> Response:
        """Agenda, journeys and rooms in order, in the language asked for; the agenda alone for who does not escort it."""
        delegation = self.opened(related=("event", "liaison_officer"))
        whole = request.user.has_perm("delegations.escort", delegation)
        return Response(lines_of(delegation, member=request.query_params.get("member", ""), whole=whole))

    @action(
        detail=True,
        methods=["post"],
        url_path="focal-link",
        input=FocalLinkInput,
        shows=FOCAL_LINK,
        conditional=False,
        summary="Send, renew or revoke the link of the focal point",
    )
    def focal_link(self, request: Request, **lookup: Any) -> Response:
        """By it the focal point keeps the members of this delegation alone, without an account."""
        delegation = self.opened(related=(*self.related, "office"))
        values = self.sent()
        with transaction.atomic():
            if "until" in values:
                focal_links.set_until(delegation, until=values["until"], **self.doing)
            ACTS[values["act"]](delegation, **self.doing)
        stands = is_open(delegation, self.doing["at"])
        return Response({"link": focal_url(delegation) if stands else "", "open": stands})


class MemberDoor(Keeping):
    """Who is in a delegation, in which role; the registration says who it is and how they take part."""

    rule = keeping(READ, RUN)
    model, picture = Member, MEMBER
    one, many = "a member of a delegation", "members of delegations"
    parent = "delegation"
    input, changes = MemberInput, changing(MemberInput)
    filterset_class = MemberFilter
    related = ("delegation__event", "registration")

    def add(self, place: Any, values: dict[str, Any]) -> Member:
        """Raises Invalid unless exactly one of registration and person is named."""
        chosen, person = values.get("registration"), values.get("person")
        if (chosen is None) == (person is None):
            raise Invalid(_("Name one: a registration or a person."), field="registration")
        role = values.get("role", MemberRole.MEMBER)
        if chosen is not None:
            return members.add_members(delegation=place, registrations=[chosen], role=role, **self.doing)[0]
        notify = values.get("notify", False)
        [made] = members.add_people(
            delegation=place, people=[values["person"]], member_role=role, notify=notify, **self.doing
        )
        return made

    def amend(self, obj: Member, values: dict[str, Any], expected: int) -> None:
        members.amend_member(obj, values, expected=expected, **self.doing)

    def opened(self, *, locked: bool = False, related: Sequence[str] = ()) -> Any:
        """A member is locked after its delegation, and that after its event, as everywhere."""
        if locked:
            delegation = super().opened(related=("delegation__event",)).delegation
            seats.lock(delegation.event)
            composition.lock([delegation])
        return super().opened(locked=locked, related=related)

    def remove(self, obj: Member) -> None:
        """The registration stays; the only leader of a composed delegation too."""
        members.remove_member(obj, **self.doing)
