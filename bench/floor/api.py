"""Bare JSON: values with a fast encoder, and a plain view of Django REST framework."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bench.data import SEMINAR
from bench.floor.pages import items
from events.models import Registration


def programme(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(orjson.dumps(list(items()), default=str), content_type="application/json")


class ParticipantSerializer(serializers.ModelSerializer[Registration]):
    given_name = serializers.CharField(source="person.given_name")
    family_name = serializers.CharField(source="person.family_name")
    native_name = serializers.CharField(source="person.native_name")
    person = serializers.CharField(source="person.uid")
    organization = serializers.CharField(source="organization.uid")
    organization_kind = serializers.CharField(source="organization.kind")
    organization_city = serializers.CharField(source="organization.city")

    class Meta:
        model = Registration
        fields = (
            "uid", "version", "seq", "person", "organization", "organization_kind", "organization_city", "consented_at", "given_name", "family_name", "native_name", "organization_name", "job_title", "country", "role", "manner",
            "state", "seats", "email", "language", "note", "created_at", "updated_at", "confirmed_at",
        )  # fmt: skip


class Participants(APIView):
    authentication_classes: Any = []
    permission_classes = [AllowAny]
    throttle_classes: Any = []
    renderer_classes = [JSONRenderer]

    def get(self, _request: Request) -> Response:
        rows = (
            Registration.objects.filter(event__slug=SEMINAR)
            .select_related("person", "organization")
            .order_by("seq")[:50]
        )
        return Response(ParticipantSerializer(rows, many=True).data)
