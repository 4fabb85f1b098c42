"""Doors of what has reminders: letting all of them rest, and go on again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.pictures import Member, Picture, flag, moment
from people.api.doors import Reading
from people.api.pictures import user_brief
from people.services import pauses

PAUSE = Picture(
    "ReminderPause",
    of=Member(
        ("about",),
        lambda row: row["about"].partition(":")[0],
        lambda: serializers.CharField(help_text="what rests: `office` or `event`"),
    ),
    since=moment("since", null=False),
    by=user_brief("by"),
)
RESTING = Picture(
    "RestingReminders",
    paused=flag("paused"),
    pauses=Member(
        ("pauses",),
        lambda row: row["pauses"],
        lambda: PAUSE.serializer(many=True, help_text="those in force, each until somebody ends it"),
    ),
)


class Resting(Reading):
    """Declares `reminder_pause`, `pause_reminders` and `resume_reminders` in its rule."""

    def rests_with(self, obj: Any) -> Sequence[Any]:
        """Itself, and what its reminders rest with besides."""
        return (obj,)

    @action(
        detail=True, url_path="reminder-pause", shows=RESTING, conditional=False, summary="Read whether reminders are paused"
    )  # fmt: skip
    def reminder_pause(self, request: Request, **lookup: Any) -> Response:
        """Who paused them and when. Those of an event rest with its office, too."""
        return self.resting(self.opened())

    @action(
        detail=True, methods=["post"], url_path="pause-reminders", shows=RESTING, conditional=False,
        summary="Pause all reminders",
    )  # fmt: skip
    def pause_reminders(self, request: Request, **lookup: Any) -> Response:
        """None goes out by any rule until they are resumed. Where they are paused already, that pause stays as it is."""
        obj = self.opened()
        pauses.pause(obj, **self.doing)
        return self.resting(obj)

    @action(
        detail=True, methods=["post"], url_path="resume-reminders", shows=RESTING, conditional=False,
        summary="Resume all reminders",
    )  # fmt: skip
    def resume_reminders(self, request: Request, **lookup: Any) -> Response:
        """What fell due within the last day still goes out when it makes sense; what is older does not."""
        obj = self.opened()
        pauses.resume(obj, **self.doing)
        return self.resting(obj)

    def resting(self, obj: Any) -> Response:
        found = PAUSE.many(PAUSE.rows(pauses.in_force(*self.rests_with(obj))))
        return Response(RESTING.of({"paused": bool(found), "pauses": found}))
