"""The door of webhooks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from base.inputs import changing
from people.api.doors import keeping
from people.api.filters import WebhookFilter
from people.api.inputs import WebhookInput
from people.api.keeping import Keeping
from people.api.pictures import SECRET, WEBHOOK
from people.models import Webhook
from people.services import webhooks

MANAGE = "people.manage_office"


class WebhookDoor(Keeping):
    """An address that is told when records of the office move; its secret is made by `secret` and shown in that answer only."""

    rule = keeping(MANAGE, MANAGE, secret=MANAGE, test=MANAGE)
    model, picture = Webhook, WEBHOOK
    one, many = "a webhook", "webhooks"
    input, changes = WebhookInput, changing(WebhookInput)
    filterset_class = WebhookFilter

    def add(self, place: Any, values: dict[str, Any]) -> Webhook:
        made, _secret = webhooks.add_webhook(office=place, **values, **self.doing)
        return made

    def amend(self, obj: Webhook, values: dict[str, Any], expected: int) -> None:
        webhooks.amend_webhook(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Webhook) -> None:
        webhooks.delete_webhook(obj, **self.doing)

    @action(detail=True, methods=["post"], shows=SECRET, summary="Make a new secret of a webhook")
    def secret(self, request: Request, **lookup: Any) -> Response:
        """Shown in this answer and never again; the one before signs too for a day."""
        return Response(SECRET.of({"secret": webhooks.renew_secret(self.opened(), **self.doing)}))

    @action(detail=True, methods=["post"], summary="Send a test to a webhook", status=204)
    def test(self, request: Request, **lookup: Any) -> HttpResponse:
        """By the same way as all deliveries; what became of it stands among the notices."""
        webhooks.send_test(self.opened(), at=self.at)
        return HttpResponse(status=204)
