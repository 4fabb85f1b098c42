"""The addresses of the events room, a section per family of views."""

from django.urls import URLPattern

app_name = "events"

planning: list[URLPattern] = []
agenda: list[URLPattern] = []
participants: list[URLPattern] = []
reminders: list[URLPattern] = []

urlpatterns = [*planning, *agenda, *participants, *reminders]
