"""The door of the outbox: what left or is about to, and what a person decides about what failed or may have arrived."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet, Value
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.api import encode
from base.errors import Conflict, Invalid, Missing
from base.inputs import Input
from base.pictures import Picture, number, text
from people.api.doors import Answer, Owned, Reading, reading
from people.api.filters import NoticeFilter
from people.api.pictures import NOTICE
from people.models import Channel, Notice, Trouble
from people.policies import require
from people.services import outbox
from people.services.showing import as_it_reads_now

ACT = "people.act_on_outbox"
MOST_AT_ONCE = 1000
VERBS: dict[str, Callable[..., int]] = {"send_again": outbox.send_again, "dismiss": outbox.dismiss}
DECIDED = Picture("DecidedNotices", count=number("count"))
WORDS = Picture(
    "NoticeInWords", subject=text("subject"), sender_name=text("sender_name"), text=text("text"), language=text("language")
)  # fmt: skip


class NoticeDecisionInput(Input):
    """Either `uids`, or `trouble` for a whole class of errors in one office."""

    decision = serializers.ChoiceField(list(VERBS))
    uids = serializers.ListField(
        child=serializers.UUIDField(), required=False, allow_empty=False, max_length=MOST_AT_ONCE
    )
    trouble = serializers.ChoiceField(Trouble.choices, required=False)
    office = serializers.SlugField(
        required=False,
        help_text="with `trouble`: short address of the office; needed when you work in several",
    )


class NoticeAddressInput(Input):
    address = serializers.CharField(max_length=320, help_text="where this one mail is sent instead")


class NoticeDoor(Reading):
    """What was sent, is about to be, or failed; newest first."""

    rule = reading("people.read", send_again=ACT, dismiss=ACT, correct_address=ACT, decide=ACT, words=ACT)
    model, picture = Notice, NOTICE
    one, many = "a notice", "notices"
    order = "-pk"
    filterset_class = NoticeFilter

    def get_queryset(self) -> QuerySet[Any]:
        """A notice counts no versions: its ETag changes with what it shows, and its state says what may be decided."""
        return super().get_queryset().annotate(version=Value(0))

    @action(
        detail=True, methods=["post"], url_path="send-again", keyed=True, summary="Send a notice again",
    )  # fmt: skip
    def send_again(self, request: Request, **lookup: Any) -> HttpResponse:
        """One that failed, or of which it is unknown whether it arrived; 409 for any other. In doubt its recipient gets it twice."""
        return self.decided(outbox.send_again)

    @action(detail=True, methods=["post"], keyed=True, summary="Dismiss a notice")
    def dismiss(self, request: Request, **lookup: Any) -> HttpResponse:
        """One that failed, or of which it is unknown whether it arrived, is left as it is; 409 for any other."""
        return self.decided(outbox.dismiss)

    @action(
        detail=True, methods=["post"], url_path="correct-address", input=NoticeAddressInput, keyed=True, summary="Send a notice to another address",
    )  # fmt: skip
    def correct_address(self, request: Request, **lookup: Any) -> HttpResponse:
        """A mail that failed or is in doubt, this one only; what is kept of the recipient stays as it is. 409 for any other."""
        notice = self.opened()
        address = self.sent()["address"]
        return self.once(
            lambda: self.settled(notice, outbox.correct_address(notice, address=address, **self.doing))
        )

    @action(
        detail=False, methods=["post"], input=NoticeDecisionInput, shows=DECIDED, keyed=True, conditional=False,
        filterset_class=None, summary="Decide about several notices",
    )  # fmt: skip
    def decide(self, request: Request) -> HttpResponse:
        """Sends again, or dismisses, those named or all of one class of errors in an office. What needs no decision stays as it
        is; `count` says how many were decided, and 409 that there was none."""
        values = self.sent()
        chosen = self.chosen(values)

        def perform() -> Answer:
            count = VERBS[values["decision"]](chosen, **self.doing)
            demand_some(count)
            return Answer(200, encode(DECIDED.of({"count": count})), {})

        return self.once(perform)

    @action(
        detail=True, url_path="words", shows=WORDS, conditional=False, summary="Read a mail as it reads now"
    )
    def words(self, request: Request, **lookup: Any) -> Response:
        """Without the recipient's own links; nothing is sent. 404 for what is no mail, or is about what is gone."""
        notice = self.opened()
        message = as_it_reads_now(notice) if notice.channel == Channel.MAIL else None
        if message is None:
            raise Missing(_("There is nothing to read any more: what it was about is gone."))
        told = {name: getattr(message, name) for name in WORDS.fields}
        return Response(WORDS.of({**told, "language": message.language or notice.language}))

    def decided(self, verb: Callable[..., int]) -> HttpResponse:
        notice = self.opened()
        only = Notice.objects.filter(pk=notice.pk)
        return self.once(lambda: self.settled(notice, verb(only, **self.doing)))

    def settled(self, notice: Notice, count: int) -> Answer:
        """Raises Conflict when there was nothing to decide."""
        demand_some(count)
        return self.shown(self.get_queryset().filter(pk=notice.pk))

    def chosen(self, values: dict[str, Any]) -> QuerySet[Notice]:
        """Raises Invalid, NotAllowed."""
        uids, trouble = set(values.get("uids", ())), values.get("trouble", "")
        if bool(uids) == bool(trouble):
            raise Invalid(_("Name either `uids` or `trouble`."), field="uids")
        visible = Notice.objects.visible_to(self.request.user)
        if trouble:
            office = self.place({"office": values.get("office")})
            require(self.request.user, self.perm, office)
            return visible.of(office).filter(trouble=trouble)
        found = visible.filter(uid__in=uids)
        offices = list(found.order_by().values_list("office_id", flat=True))
        if len(offices) < len(uids):
            missing = len(uids) - len(offices)
            raise Invalid(_("%(count)s of these notices do not exist.") % {"count": missing}, field="uids")
        for office_id in set(offices):
            require(self.request.user, self.perm, Owned(office_id))
        return found


def demand_some(count: int) -> None:
    if not count:
        raise Conflict(_("Choose notices that failed or of which it is unknown whether they arrived."))
