"""Lists: their pages, and the smaller answer when htmx asks for the results alone."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

PER_PAGE = 50


def page_of(request: HttpRequest, rows: QuerySet[Any, Any], *, per_page: int = PER_PAGE) -> Page[Model]:
    """The page that `?page=` asks for; one that does not exist is the nearest that does."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def render_list(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or for htmx its partial `results` alone."""
    htmx: Any = getattr(request, "htmx", None)
    alone = htmx and not htmx.boosted and not htmx.history_restore_request
    response = render(request, f"{template}#results" if alone else template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
