"""What every HTML door does before its verb: who may enter is declared on the view, and the house tests read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control

from people.models import Office, User
from people.policies import require

View = Callable[..., Any]
M = TypeVar("M", bound=Model)
READING = ("GET", "HEAD")


class StaffRequest(HttpRequest):
    """A request behind a staff door: the user is logged in and works in an office. For annotations only."""

    user: User
    office: Office


def staff(perm: str | None = "people.read", *, methods: Iterable[str] = READING) -> Callable[[View], View]:
    """A page for people with a role in the current office; `perm` is asked on that office.

    `None` where the view asks for the permission on the object it opened (`opened`), or where log-in suffices.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            office: Office | None = getattr(request, "office", None)
            if not office:
                return redirect("people:no_office")
            if perm:
                require(request.user, perm, office)
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_cache=True)
            return response

        guarded = _answering(methods, door)
        guarded.rule = f"staff: {perm or 'asked on the object'}"  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(*, methods: Iterable[str] = READING) -> Callable[[View], View]:
    """A page of the person who is logged in, with a role in an office or without."""

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_cache=True)
            return response

        guarded = _answering(methods, door)
        guarded.rule = "signed in"  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(*, methods: Iterable[str] = READING, rule: str = "public") -> Callable[[View], View]:
    """A page for anyone; `rule` says in a few words what is shown, such as "signed link"."""

    def decorate(view: View) -> View:
        guarded = _answering(methods, view)
        guarded.rule = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


def _answering(methods: Iterable[str], view: View) -> View:
    """Other methods get a page that says so, 405 with `Allow`: such as the address of a button that was typed or kept."""
    allowed = list(methods)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in allowed:
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer
        refused = render(request, "405.html", status=405)
        refused["Allow"] = ", ".join(allowed)
        return refused

    return guarded


def opened(queryset: QuerySet[M], request: HttpRequest, perm: str | None = None, **lookup: Any) -> M:
    """The record asked for, or 404 when it is hidden or missing; 403 when `perm` does not hold on it.

    The queryset must offer `visible_to`; that is what makes hidden and missing the same.
    """
    obj = get_object_or_404(queryset.visible_to(request.user), **lookup)  # type: ignore[attr-defined]
    if perm:
        require(request.user, perm, obj)
    return obj
