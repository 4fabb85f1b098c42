"""What the placeholders in letters of an event stand for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

NAMES = {
    "event_title": gettext_lazy("title of the event"),
    "event_dates": gettext_lazy("its dates"),
    "event_time": gettext_lazy("when it begins, with the time zone"),
    "event_place": gettext_lazy("its place"),
    "person_name": gettext_lazy("name of the recipient"),
    "event_link": gettext_lazy("link to the event page"),
    "programme_link": gettext_lazy("link to the programme"),
    "registration_link": gettext_lazy("the recipient’s own link to see, change or cancel"),
    "join_link": gettext_lazy("joining link, for confirmed participants only"),
    "contact": gettext_lazy("whom to ask"),
    "office_name": gettext_lazy("name of the office"),
}
NAMES_WITH_REASON = {
    **NAMES,
    "reason": gettext_lazy("why it was postponed or cancelled, where the organizer lets the reader know"),
}
"""In the letters that tell of it. Where the reason is not told, the line that leads up to it is left out."""
