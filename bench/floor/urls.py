"""Addresses of the floor; no URLconf of the site includes them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.floor import api, files, pages


def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("OK")


urlpatterns = [
    path("healthz", healthz),
    path("floor/event/", pages.event),
    path("floor/events/", pages.events),
    path("floor/programme/", pages.programme),
    path("floor/participants/<slug:slug>/", pages.participants),
    path("floor/unchanged/", pages.unchanged),
    path("floor/register/", pages.register),
    path("floor/event.ics", files.calendar),
    path("floor/participants.xlsx", files.workbook),
    path("floor/participants.csv", files.text),
    path("floor/programme.json", api.programme),
    path("floor/participants.json", api.Participants.as_view()),
]
