"""A seating plan as files: the drawing, the plan on paper, name plates, place cards."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.text import slugify

from events import seating_papers
from events.seating import Layout
from events.seating_drawing import svg_of
from events.seating_picture import picture_of
from events.views.seating import READ, opened_plan
from people.doors import StaffRequest, staff


@staff(None)
def drawing(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    plan = opened_plan(request, slug, uid, READ)
    svg = svg_of(picture_of(plan), description=str(Layout(plan.layout).label))
    return _answer(svg.encode(), "image/svg+xml", f"{slug}-{slugify(plan.name) or 'seating'}.svg")


@staff(None)
def paper(request: StaffRequest, slug: str, uid: UUID, form: str) -> HttpResponse:
    """`plan`, `plates` or `cards` as PDF in the reader's language; refinements stand in the query."""
    plan = opened_plan(request, slug, uid, READ)
    options = seating_papers.Options.of(request.GET)
    content = seating_papers.PAPERS[form](picture_of(plan), options)
    return _answer(content, "application/pdf", f"{slug}-{slugify(plan.name) or 'seating'}-{form}.pdf")


def _answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
