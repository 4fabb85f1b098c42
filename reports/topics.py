"""What webhooks can be told: the records of every room that have a life of states."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, FollowUp, Project
from delegations.models import Delegation
from events.models import Event, Registration
from people.topics import Topic, register_topic
from reports.models import Report

EVENT = {"api": "api-event-detail", "page": "events:public_event"}
AGREEMENT = {"api": "api-agreement-detail", "page": "agreements:agreement"}
FOLLOW_UP = {"api": "api-follow-up-detail", "page": "agreements:follow_up"}
PROJECT = {"api": "api-project-detail"}
REPORT = {"api": "api-report-detail", "page": "reports:report"}
TOPICS = (
    Topic("event.moved", _("an event is published, postponed, held, cancelled …"), Event, EVENT, "slug"),
    Topic("registration.moved", _("a registration is confirmed, wait-listed, cancelled …"), Registration, {"api": "api-registration-detail"}),
    Topic("delegation.moved", _("a delegation is composed, confirmed, received …"), Delegation, {"api": "api-delegation-detail"}),
    Topic("agreement.moved", _("an agreement is negotiated, signed, in force …"), Agreement, AGREEMENT),
    Topic("agreement.signed", _("an agreement is signed"), Agreement, AGREEMENT),
    Topic("followup.moved", _("a follow-up is in progress, reported, verified …"), FollowUp, FOLLOW_UP),
    Topic("project.moved", _("a project is signed, implemented, completed …"), Project, PROJECT),
    Topic("report.moved", _("a report is submitted, approved, published …"), Report, REPORT),
    Topic("report.published", _("a report is published"), Report, REPORT),
)  # fmt: skip


def register() -> None:
    for topic in TOPICS:
        register_topic(topic)
