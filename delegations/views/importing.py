"""Import of members: upload, columns, look at what it would change, confirm."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation
from delegations.naming import title_of
from delegations.services.importing import import_members, plan_members
from delegations.services.importing_fields import FIELDS
from delegations.views.delegations import WRITING, opened_delegation
from events.services.importing import read_table
from events.services.importing_fields import REQUIRED
from people.doors import StaffRequest, staff
from people.forms.contacts import ListForm
from people.services.roster import Roster
from people.views import roster_check, sheet_steps
from people.views.sheet_steps import Journey, Kept

STEPS = {
    "upload": "delegations:member_import",
    "columns": "delegations:member_import_columns",
    "check": "delegations:member_import_check",
    "errors": "delegations:member_import_errors",
    "template": "delegations:member_import_template",
}


@staff(None, methods=WRITING)
def upload(request: StaffRequest, uid: UUID) -> HttpResponse:
    return sheet_steps.upload(request, _journey(_delegation(request, uid)))


@staff(None, methods=WRITING)
def columns(request: StaffRequest, uid: UUID) -> HttpResponse:
    return sheet_steps.columns(request, _journey(_delegation(request, uid)))


@staff(None, methods=WRITING)
def check(request: StaffRequest, uid: UUID) -> HttpResponse:
    delegation = _delegation(request, uid)

    def write(file: Kept) -> Roster:
        return import_members(
            file.content, delegation=delegation, language=file.language, by=request.user, at=timezone.now(),
            layout=file.layout, choices=file.choices,
        ).roster  # fmt: skip

    return roster_check.check(
        request, _journey(delegation), plan=lambda file: _plan(delegation, file), write=write
    )


@staff(None)
def errors(request: StaffRequest, uid: UUID) -> HttpResponse:
    delegation = _delegation(request, uid)
    return sheet_steps.errors(request, _journey(delegation), lambda file: _plan(delegation, file).errors)


@staff(None)
def template(request: StaffRequest, uid: UUID) -> HttpResponse:
    return sheet_steps.template(_journey(_delegation(request, uid)))


def _plan(delegation: Delegation, file: Kept) -> Roster:
    table = read_table(file.content, FIELDS, file.layout)
    return plan_members(table, delegation=delegation, language=file.language, choices=file.choices).roster


def _delegation(request: StaffRequest, uid: UUID) -> Delegation:
    return opened_delegation(request, uid, "delegations.run")


def _journey(delegation: Delegation) -> Journey:
    return Journey(
        title=_("Import members"),
        subtitle=title_of(delegation),
        back=reverse("delegations:delegation", args=[delegation.uid]),
        back_text=title_of(delegation),
        fields=FIELDS,
        required=REQUIRED,
        address=lambda step: reverse(STEPS[step], args=[delegation.uid]),
        bound={"delegation": str(delegation.uid), "for": "members"},
        form=ListForm,
        filename=_("members"),
        language=delegation.office.language,
    )
