"""Who is shown the way to the dashboard: `{% load oversight %}{% if request|oversees %}`."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def oversees(request: Any) -> bool:
    """Whether the user oversees the office in which they work; no query beyond the roles every staff page reads."""
    user, office = getattr(request, "user", None), getattr(request, "office", None)
    return bool(user and office and user.is_authenticated and user.has_perm("reports.oversee", office))
