"""The door of an office's own texts for its letters."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.inputs import changing
from base.pictures import Picture, flag, strings, text
from people.api.doors import keeping
from people.api.filters import NoticeTemplateFilter
from people.api.inputs import NoticeTemplateInput
from people.api.keeping import Keeping
from people.api.pictures import NOTICE_TEMPLATE
from people.models import NoticeTemplate
from people.services import notice_templates
from people.services.letter_preview import previews

MANAGE = "people.manage_office"
PREVIEW = Picture(
    "NoticePreview", subject=text("subject"), text=text("text"), html=text("html"), language=text("language"),
    real=flag("real"),
)  # fmt: skip
LETTER = Picture(
    "Letter", kind=text("kind"), label=text("label"), placeholders=strings("placeholders"), needed=strings("needed")
)  # fmt: skip


class NoticeTemplateDoor(Keeping):
    """The office's own words for one kind of letter in one language; without them the house's are sent. Deleting goes back to the house's."""

    rule = keeping(MANAGE, MANAGE, preview=MANAGE, test=MANAGE, letters=MANAGE)
    model, picture = NoticeTemplate, NOTICE_TEMPLATE
    one, many = "a text of a letter", "texts of letters"
    input, changes = NoticeTemplateInput, changing(NoticeTemplateInput)
    filterset_class = NoticeTemplateFilter

    def add(self, place: Any, values: dict[str, Any]) -> NoticeTemplate:
        return notice_templates.write_template(office=place, **values, **self.doing)

    def amend(self, obj: NoticeTemplate, values: dict[str, Any], expected: int) -> None:
        notice_templates.amend_template(obj, values, expected=expected, **self.doing)

    def remove(self, obj: NoticeTemplate) -> None:
        notice_templates.delete_template(obj, **self.doing)

    @action(detail=True, shows=PREVIEW, summary="Preview a text of a letter")
    def preview(self, request: Request, **lookup: Any) -> Response:
        """With the data of the latest letter of its kind (`real`), else with the meaning of each placeholder."""
        obj = self.opened(related=("office",))
        [shown] = previews(obj.office, notice_templates.text_of(obj.kind), [obj.language])
        return Response(PREVIEW.of({name: getattr(shown, name) for name in PREVIEW.fields}))

    @action(detail=True, methods=["post"], summary="Send a letter to oneself", status=204)
    def test(self, request: Request, **lookup: Any) -> HttpResponse:
        """As it reads now, to the address of whoever asks, and to no other; 429 when asked too often."""
        obj = self.opened(related=("office",))
        user: Any = request.user
        notice_templates.send_trial(
            office=obj.office, kind=obj.kind, language=obj.language, to=user, at=self.at
        )
        return HttpResponse(status=204)

    @action(
        detail=False, pagination_class=None, filterset_class=None, shows=LETTER, shows_many=True,
        summary="List the letters that an office may write itself",
    )  # fmt: skip
    def letters(self, request: Request) -> Response:
        """Each with the placeholders that its texts may use, and those that its body must have."""
        return Response([LETTER.of(row) for row in notice_templates.letters()])
