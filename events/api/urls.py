"""The addresses of the events room under /api/v1/."""

from typing import Any

from django.urls import path
from rest_framework.routers import SimpleRouter

from events.api import (
    agenda,
    events,
    importing,
    participants,
    photos,
    planning,
    public,
    records,
    schedules,
    seating,
)

router = SimpleRouter(use_regex_path=False)
router.register("series", events.SeriesDoor, "api-series")
router.register("events", events.EventDoor, "api-event")
router.register("event-bodies", planning.EventBodyDoor, "api-event-body")
router.register("country-quotas", planning.QuotaDoor, "api-country-quota")
router.register("tasks", planning.TaskDoor, "api-task")
router.register("venues", planning.VenueDoor, "api-venue")
router.register("rooms", planning.RoomDoor, "api-room")
router.register("agenda-items", agenda.AgendaItemDoor, "api-agenda-item")
router.register("tracks", agenda.TrackDoor, "api-track")
router.register("participations", agenda.ParticipationDoor, "api-participation")
router.register("groups", agenda.GroupDoor, "api-group")
router.register("registrations", participants.RegistrationDoor, "api-registration")
router.register("messages", participants.MessageDoor, "api-message")
router.register("reminder-rules", planning.ReminderDoor, "api-reminder-rule")
router.register("photos", photos.PhotoDoor, "api-photo")
router.register("exhibits", records.ExhibitDoor, "api-exhibit")
router.register("sources", records.SourceDoor, "api-source")
router.register("seating-plans", seating.SeatingPlanDoor, "api-seating-plan")
router.register("credits", records.CreditDoor, "api-credit")
router.register("public/events", public.PublicEventDoor, "api-public-event")

_whole: Any = {"get": "retrieve", "put": "update"}
_preview: Any = {"post": "preview"}

urlpatterns = [
    *router.urls,
    path(
        "events/<slug:slug>/schedule.json", schedules.ScheduleDoor.as_view(_whole), name="api-schedule-json"
    ),
    path(
        "events/<slug:slug>/schedule.xml", schedules.XMLScheduleDoor.as_view(_whole), name="api-schedule-xml"
    ),
    path(
        "events/<slug:slug>/schedule/preview/",
        schedules.ScheduleDoor.as_view(_preview),
        name="api-schedule-preview",
    ),
    path(
        "events/<slug:slug>/participants/import/",
        importing.ParticipantListDoor.as_view({"post": "take"}),
        name="api-participants-import",
    ),
]
