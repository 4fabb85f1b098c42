"""Delegations on pages: `{% load delegations %}{{ delegation|delegation_title }}`."""

from __future__ import annotations

from django import template

from delegations.models import Delegation
from delegations.naming import title_of

register = template.Library()


@register.filter
def delegation_title(delegation: Delegation) -> str:
    return title_of(delegation)
