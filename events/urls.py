"""The addresses of the events room, a section per family of views."""

from django.urls import URLPattern, path

from events.views import (
    agenda,
    bodies,
    calendars,
    exhibits,
    items,
    lists,
    moves,
    own_registration,
    participant,
    participants,
    participations,
    photos,
    pick,
    planning,
    public,
    public_list,
    registration,
    schedule_import,
    schedules,
    selected_participants,
    series,
    sources,
    tasks,
    venues,
)
from events.views import reminders as reminder_views

app_name = "events"

planned: list[URLPattern] = [
    path("events/", lists.event_list, name="list"),
    path("events/calendar/", lists.calendar, name="calendar"),
    path("events/calendar/feed.json", lists.calendar_feed, name="calendar_feed"),
    path("events/add/", planning.add, name="add"),
    path("events/import/", schedule_import.upload_new, name="import"),
    path("events/import/check/", schedule_import.check_new, name="import_check"),
    path("events/series/", series.series_list, name="series_list"),
    path("events/series/add/", series.add, name="series_add"),
    path("events/series/<uuid:uid>/", series.series, name="series"),
    path("events/series/<uuid:uid>/edit/", series.edit, name="series_edit"),
    path("events/series/<uuid:uid>/delete/", series.delete, name="series_delete"),
    path("events/venues/", venues.venues, name="venues"),
    path("events/venues/add/", venues.add, name="venue_add"),
    path("events/venues/<uuid:uid>/", venues.venue, name="venue"),
    path("events/venues/<uuid:uid>/edit/", venues.edit, name="venue_edit"),
    path("events/venues/<uuid:uid>/delete/", venues.delete, name="venue_delete"),
    path("events/venues/rooms/<uuid:uid>/", venues.room, name="room"),
    path("events/venues/rooms/<uuid:uid>/delete/", venues.delete_one_room, name="room_delete"),
    path("events/<slug:slug>/edit/", planning.edit, name="edit"),
    path("events/<slug:slug>/move/<slug:to>/", moves.move, name="move"),
    path("events/<slug:slug>/clone/", moves.clone_event, name="clone"),
    path("events/<slug:slug>/delete/", moves.delete, name="delete"),
    path("events/<slug:slug>/bodies/", bodies.bodies, name="bodies"),
    path("events/<slug:slug>/bodies/<uuid:uid>/", bodies.amend, name="body"),
    path("events/<slug:slug>/bodies/<uuid:uid>/remove/", bodies.remove, name="body_remove"),
    path("events/<slug:slug>/tasks/", tasks.tasks, name="tasks"),
    path("events/<slug:slug>/tasks/<uuid:uid>/", tasks.task, name="task"),
    path("events/<slug:slug>/tasks/<uuid:uid>/done/", tasks.done, name="task_done"),
    path("events/<slug:slug>/tasks/<uuid:uid>/delete/", tasks.delete, name="task_delete"),
    path("e/", public_list.public_list, name="public_list"),
]
programme: list[URLPattern] = [
    path("pick/<slug:noun>/", pick.pick, name="pick"),
    path("events/<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("events/<slug:slug>/agenda/order/", agenda.order, name="agenda_order"),
    path("events/<slug:slug>/agenda/import/", schedule_import.upload, name="schedule_import"),
    path("events/<slug:slug>/agenda/import/check/", schedule_import.check, name="schedule_check"),
    path(
        "events/<slug:slug>/agenda/schedule.json",
        schedules.staff_schedule,
        {"form": "json"},
        name="schedule_json",
    ),
    path(
        "events/<slug:slug>/agenda/schedule.xml",
        schedules.staff_schedule,
        {"form": "xml"},
        name="schedule_xml",
    ),
    path(
        "e/<slug:slug>/schedule.json",
        schedules.public_schedule,
        {"form": "json"},
        name="public_schedule_json",
    ),
    path(
        "e/<slug:slug>/schedule.xml", schedules.public_schedule, {"form": "xml"}, name="public_schedule_xml"
    ),
    path("events/<slug:slug>/agenda/tracks/", agenda.tracks, name="agenda_tracks"),
    path("events/<slug:slug>/agenda/tracks/<uuid:uid>/", agenda.tracks, name="agenda_track"),
    path(
        "events/<slug:slug>/agenda/tracks/<uuid:uid>/delete/", agenda.track_delete, name="agenda_track_delete"
    ),
    path("events/<slug:slug>/agenda/groups/add/", participations.group, name="agenda_group_add"),
    path("events/<slug:slug>/agenda/groups/<uuid:uid>/", participations.group, name="agenda_group"),
    path(
        "events/<slug:slug>/agenda/groups/<uuid:uid>/delete/",
        participations.group_delete,
        name="agenda_group_delete",
    ),
    path("events/<slug:slug>/agenda/add/", items.add, name="item_add"),
    path("events/<slug:slug>/agenda/<uuid:uid>/", items.item, name="item"),
    path("events/<slug:slug>/agenda/<uuid:uid>/edit/", items.edit, name="item_edit"),
    path("events/<slug:slug>/agenda/<uuid:uid>/delete/", items.delete, name="item_delete"),
    path("events/<slug:slug>/agenda/<uuid:uid>/move/", items.move, name="item_move"),
    path("events/<slug:slug>/agenda/<uuid:uid>/held/", items.held, name="item_held"),
    path("events/<slug:slug>/agenda/<uuid:uid>/shift/", agenda.shift, name="item_shift"),
    path(
        "events/<slug:slug>/agenda/<uuid:uid>/people/add/", participations.add, name="item_participation_add"
    ),
    path(
        "events/<slug:slug>/agenda/<uuid:uid>/people/<uuid:participation>/",
        participations.edit,
        name="item_participation",
    ),
    path(
        "events/<slug:slug>/agenda/<uuid:uid>/people/<uuid:participation>/remove/",
        participations.remove,
        name="item_participation_remove",
    ),
    path(
        "events/<slug:slug>/agenda/<uuid:uid>/people/<uuid:participation>/shift/",
        participations.shift,
        name="item_participation_shift",
    ),
    path("events/<slug:slug>/photos/", photos.photos, name="photos"),
    path("events/<slug:slug>/photos/<uuid:uid>/", photos.edit, name="photo"),
    path("events/<slug:slug>/photos/<uuid:uid>/delete/", photos.delete, name="photo_delete"),
    path("events/<slug:slug>/exhibits/", exhibits.exhibits, name="exhibits"),
    path("events/<slug:slug>/exhibits/add/", exhibits.add, name="exhibit_add"),
    path("events/<slug:slug>/exhibits/<uuid:uid>/", exhibits.edit, name="exhibit"),
    path("events/<slug:slug>/exhibits/<uuid:uid>/delete/", exhibits.delete, name="exhibit_delete"),
    path("events/<slug:slug>/exhibits/<uuid:uid>/shift/", exhibits.shift, name="exhibit_shift"),
    path("events/<slug:slug>/sources/", sources.sources, name="sources"),
    path("events/<slug:slug>/sources/add/", sources.add, name="source_add"),
    path("events/<slug:slug>/sources/credits/", sources.own_report, name="credits"),
    path("events/<slug:slug>/sources/<uuid:uid>/", sources.edit, name="source"),
    path("events/<slug:slug>/sources/<uuid:uid>/delete/", sources.delete, name="source_delete"),
    path("events/<slug:slug>/sources/<uuid:uid>/shift/", sources.shift, name="source_shift"),
    path("e/<slug:slug>/photos/<uuid:uid>/", photos.photo_file, name="photo_file"),
    path("e/<slug:slug>/photos/<uuid:uid>/small/", photos.photo_small, name="photo_small"),
    path("e/<slug:slug>/", public.public_event, name="public_event"),
    path("e/<slug:slug>/programme/", public.public_programme, name="public_programme"),
    path("e/<slug:slug>/event.ics", calendars.public_ics, name="public_ics"),
    path("e/<slug:slug>/<uuid:uid>.ics", calendars.item_ics, name="item_ics"),
]
participants_of_events: list[URLPattern] = [
    path("events/<slug:slug>/participants/", participants.participants, name="participants"),
    path("events/<slug:slug>/participants/add/", participants.add, name="participant_add"),
    path("events/<slug:slug>/participants/add-group/", participants.add_group, name="participant_add_group"),
    path(
        "events/<slug:slug>/participants/attendance/", participants.attendance, name="participants_attendance"
    ),
    path("events/<slug:slug>/participants/bulk/", selected_participants.bulk, name="participants_bulk"),
    path(
        "events/<slug:slug>/participants/message/", selected_participants.message, name="participants_message"
    ),
    path("events/<slug:slug>/participants/export/", selected_participants.export, name="participants_export"),
    path("events/<slug:slug>/participants/<uuid:uid>/", participant.participant, name="participant"),
    path("events/<slug:slug>/participants/<uuid:uid>/move/", participant.move, name="participant_move"),
    path("events/<slug:slug>/participants/<uuid:uid>/group/", participant.group, name="participant_group"),
    path(
        "events/<slug:slug>/participants/<uuid:uid>/substitute/",
        participant.substitute,
        name="participant_substitute",
    ),
    path("events/<slug:slug>/participants/<uuid:uid>/link/", participant.send_link, name="participant_link"),
    path("e/<slug:slug>/register/", registration.register, name="register"),
    path("e/<slug:slug>/registered/", registration.registered, name="registered"),
    path("e/<slug:slug>/link/", registration.resend_link, name="resend_link"),
    path("r/<str:token>/", own_registration.registration, name="registration"),
    path("r/<str:token>/details/", own_registration.amend, name="registration_amend"),
    path("r/<str:token>/answer/", own_registration.answer, name="registration_answer"),
    path("r/<str:token>/cancel/", own_registration.cancel, name="registration_cancel"),
]
reminders: list[URLPattern] = [
    path("events/<slug:slug>/reminders/", reminder_views.reminders, name="reminders"),
    path("events/<slug:slug>/reminders/add/", reminder_views.add, name="reminder_add"),
    path("events/<slug:slug>/reminders/<uuid:uid>/", reminder_views.edit, name="reminder_edit"),
    path("events/<slug:slug>/reminders/<uuid:uid>/pause/", reminder_views.pause, name="reminder_pause"),
    path("events/<slug:slug>/reminders/<uuid:uid>/delete/", reminder_views.delete, name="reminder_delete"),
    path("events/<slug:slug>/reminders/<uuid:uid>/preview/", reminder_views.preview, name="reminder_preview"),
    path("events/<slug:slug>/reminders/<uuid:uid>/test/", reminder_views.send_test, name="reminder_test"),
    path(
        "events/<slug:slug>/reminders/<uuid:uid>/recipients/",
        reminder_views.recipients,
        name="reminder_recipients",
    ),
]

urlpatterns = [*planned, *programme, *participants_of_events, *reminders]
