"""The door of one person's notices."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request

from base.errors import Missing
from people.api.doors import Door
from people.api.filters import NoticeFilter
from people.api.pictures import NOTICE
from people.models import Notice, Person
from reports.outbox import notices_of


class PersonNoticeDoor(Door):
    """What goes to the person, under any of their registrations, and what is about them; newest first."""

    rule: ClassVar[dict[str, str]] = {"list": "people.read"}
    model, picture = Notice, NOTICE
    one, many = "a notice of a person", "the notices of a person"
    order = "-pk"
    filterset_class = NoticeFilter

    def get_queryset(self) -> QuerySet[Any]:
        """Raises Missing, also for a hidden person."""
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        user: Any = self.request.user
        person = Person.objects.visible_to(user).filter(uid=self.kwargs["uid"]).first()
        if person is None:
            raise Missing
        found: QuerySet[Any] = notices_of(person, user)
        return found

    def list(self, request: Request, **lookup: Any) -> Any:
        return super().list(request)
