"""The addresses of the events room, a section per family of views."""

from django.urls import URLPattern, path

from events.views import bodies, lists, moves, planning, public_list, series, tasks, venues

app_name = "events"

planned: list[URLPattern] = [
    path("events/", lists.event_list, name="list"),
    path("events/calendar/", lists.calendar, name="calendar"),
    path("events/calendar/feed.json", lists.calendar_feed, name="calendar_feed"),
    path("events/add/", planning.add, name="add"),
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
agenda: list[URLPattern] = []
participants: list[URLPattern] = []
reminders: list[URLPattern] = []

urlpatterns = [*planned, *agenda, *participants, *reminders]
