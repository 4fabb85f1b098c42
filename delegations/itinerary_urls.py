"""The addresses of itineraries, of their links, and of the liaison officer's day."""

from django.urls import URLPattern, path

from delegations.views import guest, itinerary, itinerary_files, stops, today

urlpatterns: list[URLPattern] = [
    path("delegations/<uuid:uid>/itinerary/", itinerary.itinerary, name="itinerary"),
    path("delegations/<uuid:uid>/itinerary/print/", itinerary_files.printed, name="itinerary_print"),
    path("delegations/<uuid:uid>/itinerary/pdf/", itinerary_files.pdf, name="itinerary_pdf"),
    path("delegations/<uuid:uid>/itinerary/changes/", itinerary.changes, name="itinerary_changes"),
    path("delegations/<uuid:uid>/itinerary/seen/", itinerary.seen, name="itinerary_seen"),
    path("delegations/<uuid:uid>/itinerary/link/", itinerary.renew, name="itinerary_link"),
    path("delegations/<uuid:uid>/itinerary/<uuid:member>/", itinerary.person, name="itinerary_person"),
    path(
        "delegations/<uuid:uid>/itinerary/<uuid:member>/pdf/",
        itinerary_files.pdf,
        name="itinerary_person_pdf",
    ),
    path(
        "delegations/<uuid:uid>/itinerary/<uuid:member>/link/", itinerary.renew, name="itinerary_person_link"
    ),
    path(
        "delegations/<uuid:uid>/itinerary/with/<uuid:registration>/",
        itinerary.companion,
        name="itinerary_companion",
    ),
    path(
        "delegations/<uuid:uid>/itinerary/with/<uuid:registration>/pdf/",
        itinerary_files.companion_pdf,
        name="itinerary_companion_pdf",
    ),
    path("delegations/<uuid:uid>/stops/<uuid:item>/", stops.stop, name="itinerary_stop"),
    path("delegations/<uuid:uid>/stops/<uuid:item>/delete/", stops.delete, name="itinerary_stop_delete"),
    path("delegations/<uuid:uid>/today/", today.today, name="today"),
    path("delegations/<uuid:uid>/today/arrived/<uuid:leg>/", today.arrived, name="today_arrived"),
    path("today/", today.mine, name="today_mine"),
    path("today-worker.js", today.worker, name="today_worker"),
    path("i/<str:token>/", guest.itinerary, name="guest_itinerary"),
    path("i/<str:token>/itinerary.ics", guest.calendar, name="guest_calendar"),
    path("i/<str:token>/itinerary.pdf", guest.pdf, name="guest_pdf"),
    path("i/<str:token>/changes/", guest.changes, name="guest_changes"),
    path("i/<str:token>/seen/", guest.seen, name="guest_seen"),
]
