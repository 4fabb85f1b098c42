"""What the pages share that put a list in order of precedence: the convention asked for, and the proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from people.conventions import INTERNATIONAL
from people.doors import StaffRequest
from people.models import Office, Precedence
from people.standings import Section


@dataclass(frozen=True, slots=True)
class Chosen:
    """The convention that is asked for by `?convention=`, else the office's default, and all that may be chosen."""

    precedence: Precedence
    offered: list[Precedence]


def chosen(request: StaffRequest, office: Office) -> Chosen:
    """In one query; an unknown one is the default."""
    asked = request.POST.get("convention") or request.GET.get("convention", "")
    offered = list(Precedence.objects.of(office))
    default = next((one for one in offered if one.is_default), None) or Precedence(
        office=office, **INTERNATIONAL
    )
    return Chosen(next((one for one in offered if str(one.uid) == asked), default), offered)


def proposal(
    request: StaffRequest, pick: Chosen, sections: Iterable[Section], *, title: str, of: str, back: str
) -> HttpResponse:
    """The page that shows the order with its reasons, and asks whether to write it; `of` names whose order it is."""
    shown = list(sections)
    context = {
        "title": title,
        "of": of,
        "back": back,
        "precedence": pick.precedence,
        "precedences": pick.offered,
        "sections": shown,
        "stands": all(section.stands for section in shown),
    }
    return render(request, "people/precedence_proposal.html", context)
