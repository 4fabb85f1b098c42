"""What the API takes in of projects, and how their list is narrowed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework import serializers

from agreements.models import Project, ProjectPartner, ProjectStage
from agreements.services.project_stages import Entered
from agreements.states import ProjectState
from base.inputs import EdtfField, Input, RecordInput, Reference
from base.languages import columns
from events.api.inputs import colleagues
from people.api.filters import RecordFilter, YesOrNoFilter, one_of, uid_of
from people.models import Organization, User

SEARCHED = columns("title", "summary", "field", "milestone")


class StageInput(Input):
    """A stage that it went through, the day as far as it is stated."""

    state = serializers.ChoiceField(ProjectState.choices)
    entered_on = EdtfField(required=False, allow_null=True)
    note = serializers.CharField(required=False, max_length=300)

    @staticmethod
    def entered(given: dict[str, Any]) -> Entered:
        return Entered(given["state"], given.get("entered_on"), given.get("note", ""))


class ProjectInput(RecordInput):
    owner = Reference(User, select=colleagues, required=False, allow_null=True)
    partners = serializers.ListField(child=Reference(Organization), required=False, max_length=200)
    state = serializers.ChoiceField(
        ProjectState.choices, required=False, help_text="the stage in which it is known; later it moves"
    )
    stages = StageInput(many=True, required=False)

    class Meta:
        model = Project
        fields = (
            "agreement", "outcome", "title", "summary", "field", "lead", "partners", "responsible", "owner", "amount",
            "currency", "milestone", "milestone_on", "state", "stages",
        )  # fmt: skip
        fixed = ("agreement", "outcome", "state", "stages")


class ProjectMoveInput(Input):
    to = serializers.ChoiceField(ProjectState.choices)
    on = EdtfField(
        required=False,
        allow_null=True,
        help_text="the day as far as known; today when left out, null when not stated",
    )
    note = serializers.CharField(required=False, max_length=300)


class UpdateInput(Input):
    text = serializers.CharField(max_length=20_000)
    milestone_reached = serializers.BooleanField(
        required=False, help_text="makes room for the next milestone"
    )


class ProjectStageInput(RecordInput):
    class Meta:
        model = ProjectStage
        fields = ("entered_on", "note")


class ProjectFilter(RecordFilter):
    q = filters.CharFilter(method="search", label="text in the title, summary, field or milestone")
    state = one_of(ProjectState, "state")
    agreement = uid_of("agreement")
    outcome = uid_of("outcome")
    event = filters.CharFilter(
        method="because_of", label="address of an event: from its outcomes or agreements"
    )
    lead = uid_of("lead")
    partner = filters.UUIDFilter(method="with_partner", label="projects with this organization as a partner")
    responsible = uid_of("responsible")
    owner = uid_of("owner")
    currency = filters.CharFilter("currency")
    late = YesOrNoFilter(method="only_late", label="under way, and their milestone has passed")

    def search(self, queryset: Any, name: str, value: str) -> Any:
        spelled = Q()
        for column in SEARCHED:
            spelled |= Q(**{f"{column}__icontains": value})
        return queryset.filter(spelled)

    def because_of(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(Q(outcome__event__slug=value) | Q(agreement__event__slug=value))

    def with_partner(self, queryset: Any, name: str, value: Any) -> Any:
        partners = ProjectPartner.objects.filter(organization__uid=value)
        return queryset.filter(pk__in=partners.values("project"))

    def only_late(self, queryset: Any, name: str, value: bool) -> Any:
        late = queryset.late(timezone.localdate())
        return late if value else queryset.exclude(pk__in=late.order_by().values("pk"))


class ProjectStageFilter(RecordFilter):
    project = uid_of("project")
    state = one_of(ProjectState, "state")
