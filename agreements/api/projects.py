"""The doors of projects and their stages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request

from agreements.api.project_inputs import (
    ProjectFilter,
    ProjectInput,
    ProjectMoveInput,
    ProjectStageFilter,
    ProjectStageInput,
    StageInput,
    UpdateInput,
)
from agreements.models import Project, ProjectPartner, ProjectStage, ProjectUpdate
from agreements.services import project_stages, projects
from agreements.states import ProjectState
from base.dates import PartialDate
from base.errors import Invalid
from base.inputs import changing
from base.pictures import (
    STAMPS,
    Picture,
    choice,
    day,
    decimal,
    edtf,
    moment,
    part,
    ref,
    several,
    text,
    texts,
    uid,
)
from people.api.doors import keeping, reading
from people.api.keeping import Changing, Keeping
from people.api.pictures import organization_brief, person_brief, user_brief

READ, EDIT, PROGRESS = "agreements.read", "agreements.edit", "agreements.progress"

STAGE = Picture("ProjectStageLine", uid=uid(), state=choice("state", ProjectState), entered_on=edtf("entered_on"), note=text("note"))  # fmt: skip
PROJECT_STAGE = Picture(
    "ProjectStage",
    uid=uid(),
    project=ref("project__uid"),
    state=choice("state", ProjectState),
    entered_on=edtf("entered_on"),
    note=text("note"),
    **STAMPS,
)
UPDATE = Picture(
    "ProjectUpdate",
    uid=uid(),
    text=text("text"),
    told_by=user_brief("told_by"),
    told_at=moment("told_at", null=False),
)
PROJECT = Picture(
    "Project",
    uid=uid(),
    office=text("office__slug"),
    agreement=ref("agreement__uid"),
    outcome=ref("outcome__uid"),
    title=texts("title"),
    summary=texts("summary"),
    field=texts("field"),
    state=choice("state", ProjectState),
    lead=organization_brief("lead"),
    partners=several(ProjectPartner.objects.all, of="project_id", column_="organization__uid"),
    responsible=person_brief("responsible"),
    owner=user_brief("owner"),
    amount=decimal("amount"),
    currency=text("currency"),
    milestone=texts("milestone"),
    milestone_on=day("milestone_on"),
    updated_on=day("updated_on"),
    stages=part(STAGE, ProjectStage.objects.all, of="project_id"),
    updates=part(UPDATE, ProjectUpdate.objects.all, of="project_id"),
    **STAMPS,
)


class ProjectDoor(Keeping):
    """What grows out of exactly one agreement or outcome, with its dated stages."""

    rule = keeping(READ, EDIT, move=EDIT, tell=PROGRESS)
    model, picture = Project, PROJECT
    one, many = "a project", "projects"
    input, changes = ProjectInput, changing(ProjectInput)
    filterset_class = ProjectFilter
    related = ("office", "agreement", "outcome", "lead", "responsible", "owner")

    def place(self, values: dict[str, Any]) -> Any:
        """Its origin. Raises Invalid unless there is exactly one."""
        stated = [one for name in ("agreement", "outcome") if (one := values.pop(name, None)) is not None]
        if len(stated) != 1:
            raise Invalid(_("State one origin: an agreement or an outcome."), field="agreement")
        return stated[0]

    def add(self, place: Any, values: dict[str, Any]) -> Project:
        """With a stage or a history of stages it is recorded as it is known."""
        stages = [StageInput.entered(one) for one in values.pop("stages", ())]
        state = values.pop("state", None)
        known: dict[str, Any] = {}
        if state or stages:
            last = stages[-1].state if stages else ProjectState.INTENTION
            known = {"recorded": True, "state": state or last, "stages": stages}
        return projects.add_project(origin=place, **known, **values, **self.doing)

    def amend(self, obj: Project, values: dict[str, Any], expected: int) -> None:
        projects.amend_project(obj, values, expected=expected, **self.doing)

    def remove(self, obj: Project) -> None:
        """Only an intention of which nothing was told."""
        projects.delete_project(obj, **self.doing)

    @action(
        detail=True,
        methods=["post"],
        input=ProjectMoveInput,
        summary="Move a project to another stage",
        demands_etag=True,
    )
    def move(self, request: Request, **lookup: Any) -> HttpResponse:
        """The day on which it entered the stage goes into its history; a termination says why."""
        project = self.opened(related=self.related)
        expected = self.demanded(project)
        values = {"on": PartialDate.of(timezone.localdate()), **self.sent()}
        project_stages.move_project(project, expected=expected, **values, **self.doing)
        return self.changed(project)

    @action(
        detail=True,
        methods=["post"],
        url_path="updates",
        input=UpdateInput,
        summary="Tell how a project stands",
        status=201,
    )
    def tell(self, request: Request, **lookup: Any) -> HttpResponse:
        """Answers the project with all that was told of it."""
        project = self.opened(related=self.related)
        said = self.sent()

        def perform() -> Any:
            with transaction.atomic():
                projects.tell(project, **said, **self.doing)
            return self.made(project)

        return self.once(perform)


class ProjectStageDoor(Changing):
    """When a project entered a stage; a stage is added by moving the project."""

    rule = reading(READ, partial_update=EDIT)
    model, picture = ProjectStage, PROJECT_STAGE
    one, many = "a stage of a project", "stages of projects"
    input, changes = ProjectStageInput, changing(ProjectStageInput)
    filterset_class = ProjectStageFilter
    related = ("project__office",)

    def amend(self, obj: ProjectStage, values: dict[str, Any], expected: int) -> None:
        project_stages.amend_stage(obj, values, expected=expected, **self.doing)
