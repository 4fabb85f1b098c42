"""Tags of the pages of ceremonies."""

from __future__ import annotations

from django import template

from agreements.ceremonies import time_in_show
from agreements.models import ShowStep
from events.models import AgendaItem

register = template.Library()


@register.simple_tag
def step_time(item: AgendaItem, step: ShowStep) -> str:
    """`10:03` on the clock of the event; `+3′` while the ceremony has no hour."""
    return time_in_show(item, step.minute)
