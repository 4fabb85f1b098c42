"""The doors of the API: parse → permission → one verb → show. What is not declared is denied."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import viewsets
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from base.api import CursorPagination, JSONRenderer, PublicRateLimit, RateLimit, encode
from base.api_schema import DoorSchema
from base.errors import DomainError, Invalid, Missing, NotAllowed, TooLarge
from base.etag import demanded_version, shown_etag, still_holds
from base.inputs import Input, RecordInput
from base.pictures import Picture
from people.api.authentication import SessionAuthentication, TokenAuthentication
from people.models import ApiToken
from people.policies import require
from people.services.idempotency import Answer, once

PUBLIC = "public"
"""The rule of what anyone may read."""
READING = ("list", "retrieve")
SAFE = ("GET", "HEAD", "OPTIONS")


def reading(perm: str, **others: str) -> dict[str, str]:
    """The rule of a door: the permission to list and read, and that of each other action."""
    return {**dict.fromkeys(READING, perm), **others}


def keeping(read: str, write: str, **others: str) -> dict[str, str]:
    """The same with one permission to add, change and delete."""
    return reading(read, **dict.fromkeys(("create", "partial_update", "destroy"), write), **others)


@dataclass(frozen=True, slots=True)
class Owned:
    """Stands for a record of which only the office is known, to ask a permission on it."""

    office_id: int


class Declared(BasePermission):
    """An action without a declared rule is denied; a token that may only read changes nothing."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if view.action in (None, "metadata"):
            return True  # answered 405
        rule = view.rule.get(view.action)
        if rule is None:
            return False
        if rule == PUBLIC:
            return request.method in SAFE
        if not request.user or not request.user.is_authenticated:
            return False
        if (
            isinstance(request.auth, ApiToken)
            and request.method not in SAFE
            and ApiToken.Scope.WRITE not in request.auth.scopes
        ):
            raise NotAllowed(_("This token may only read."))
        return True


class Door(viewsets.GenericViewSet[Any]):
    """What every door shares. Actions are declared by `rule`; their bodies by `input`, their answers by `shows`.

    `keyed`: an action that makes nothing, but of which a repetition with an Idempotency-Key gets the first answer too.
    """

    rule: ClassVar[Mapping[str, str]] = {}
    model: ClassVar[type[models.Model]]
    picture: ClassVar[Picture]
    one: ClassVar[str] = ""
    many: ClassVar[str] = ""
    order = "pk"
    office_column = "office_id"
    parent: ClassVar[str] = ""
    input: type[Input] | None = None
    changes: type[RecordInput] | None = None
    shows: Picture | None = None
    shows_many = False
    summary = ""
    status = 200
    demands_etag = False
    keyed = False
    conditional = True
    file_types: Sequence[str] = ()
    largest_body = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    authentication_classes: Any = [TokenAuthentication, SessionAuthentication]
    permission_classes = [Declared]
    throttle_classes = [RateLimit, PublicRateLimit]
    renderer_classes = [JSONRenderer]
    parser_classes: Any = [JSONParser]
    pagination_class = CursorPagination
    filter_backends: Any = [DjangoFilterBackend]
    metadata_class = None
    schema = DoorSchema()
    lookup_field = "uid"
    lookup_value_converter = "uuid"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > self.largest_body:
            raise TooLarge

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if not answer.has_header("Cache-Control"):
            patch_cache_control(answer, private=True, no_cache=True)
        patch_vary_headers(answer, ("Authorization", "Cookie", "Accept-Language"))
        return answer

    def handle_exception(self, exc: Exception) -> Response:
        """The fields of a refusal bear the names that the API knows them by."""
        if isinstance(exc, DomainError) and exc.errors and self.input is not None:
            exc.errors = self.input.renamed(exc.errors)
        return super().handle_exception(exc)

    @property
    def at(self) -> dt.datetime:
        return timezone.now()

    @property
    def doing(self) -> dict[str, Any]:
        """What every verb wants to know: who acts, and when."""
        return {"by": self.request.user, "at": self.at}

    @property
    def perm(self) -> str:
        return self.rule[self.action]

    # --- reading ------------------------------------------------------------------------------------------------

    def get_queryset(self) -> models.QuerySet[Any]:
        objects: Any = self.model._default_manager
        if getattr(self, "swagger_fake_view", False):
            return objects.none()
        return objects.visible_to(self.request.user)

    def listed(self) -> models.QuerySet[Any]:
        """Rows of the offices where the user has the permission. Raises NotAllowed where it is none."""
        user: Any = self.request.user
        allowed = [office.pk for office in user.offices if user.has_perm(self.perm, office)]
        if user.offices and not allowed:
            raise NotAllowed
        found = self.get_queryset()
        if len(allowed) < len(user.offices):
            found = found.filter(**{f"{self.office_column}__in": allowed})
        return self.filter_queryset(found)

    def list(self, request: Request) -> Any:
        page: Any = self.paginator
        rows = page.paginate_queryset(
            self.picture.rows(self.listed(), self.order.lstrip("-")), request, view=self
        )
        return page.get_paginated_response(self.picture.many(rows))

    def shown(self, queryset: models.QuerySet[Any], *, status: int = 200, created: bool = False) -> Answer:
        """The one row as its picture, with its ETag. Raises Missing, NotAllowed."""
        row = self.picture.rows(queryset, "uid", "version", self.office_column, self.lookup_field).first()
        if row is None:
            raise Missing
        require(self.request.user, self.perm, Owned(row[self.office_column]))
        body = encode(self.picture.many([row])[0])
        headers = {"ETag": shown_etag(row["uid"], row["version"], body)}
        if created:
            headers["Location"] = self.reverse_action("detail", args=[row[self.lookup_field]])
        return Answer(status, body, headers)

    def opened(self, *, locked: bool = False, related: Sequence[str] = ()) -> Any:
        """The record of the address. Raises Missing, also for a hidden one; NotAllowed."""
        found: Any = self.get_queryset().filter(**self.kwargs)
        if related:
            found = found.select_related(*related)
        obj = (found.select_for_update(of=("self",)) if locked else found).first()
        if obj is None:
            raise Missing
        require(self.request.user, self.perm, obj)
        return obj

    def demanded(self, obj: Any) -> int:
        """The version that If-Match names. Raises ConditionRequired, Stale."""
        return demanded_version(self.request._request, obj)

    # --- changing -----------------------------------------------------------------------------------------------

    def sent(self, *, shape: type[Input] | None = None, partial: bool = False) -> dict[str, Any]:
        """The body as attributes. Raises ValidationError."""
        wanted = shape or self.input
        assert wanted is not None
        given = wanted(data=self.request.data, partial=partial, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        return given.values

    def place(self, values: dict[str, Any]) -> Any:
        """What a new record belongs to: its parent, or an office — the one named, or the only one. Raises Invalid."""
        if self.parent:
            return values[self.parent]
        user: Any = self.request.user
        slug = values.pop("office", None) or self.request.query_params.get("office")
        if not user.offices:
            raise NotAllowed
        if slug is None and len(user.offices) == 1:
            return user.offices[0]
        for office in user.offices:
            if office.slug == slug:
                return office
        message = (
            _("There is no office “%(slug)s”.") % {"slug": slug}
            if slug
            else _("Say which office: you work in several.")
        )
        raise Invalid(message, field="office")

    def once(self, perform: Callable[[], Answer]) -> HttpResponse:
        """Perform in one transaction; with an Idempotency-Key, a repetition gets the first answer."""
        key = self.request.headers.get("Idempotency-Key", "")
        if not key:
            with transaction.atomic():
                return respond(perform())
        user: Any = self.request.user
        answer, again = once(
            user=user, key=key, fingerprint=fingerprint(self.request), at=self.at, perform=perform
        )
        return respond(answer, replayed=again)

    def made(self, obj: Any) -> Answer:
        return self.shown(self.get_queryset().filter(pk=obj.pk), status=201, created=True)

    def changed(self, obj: Any) -> HttpResponse:
        return respond(self.shown(self.get_queryset().filter(pk=obj.pk)))


class Reading(Door):
    """A door that also shows one record."""

    def retrieve(self, request: Request, **lookup: Any) -> Any:
        answer = self.shown(self.get_queryset().filter(**lookup))
        if still_holds(request._request, answer.headers["ETag"]):
            return HttpResponse(status=304, headers={"ETag": answer.headers["ETag"]})
        return respond(answer)


def respond(answer: Answer, *, replayed: bool = False) -> HttpResponse:
    headers = {**answer.headers, "Idempotency-Replayed": "true"} if replayed else answer.headers
    return HttpResponse(answer.body, status=answer.status, headers=headers, content_type="application/json")


def fingerprint(request: Request) -> str:
    """HMAC of method, address and body; of a form, its fields and the contents of its files.

    Keyed, so that nobody who reads it can try out what a body held, such as the number of a passport.
    """
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), asked, hashlib.sha256)
    files = getattr(request, "FILES", None)
    if not files:
        digest.update(encode(request.data))
        return digest.hexdigest()
    sent: Any = request.data
    digest.update(encode({name: sent.getlist(name) for name in sorted(sent) if name not in files}))
    for name in sorted(files):
        digest.update(name.encode())
        for file in files.getlist(name):
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
