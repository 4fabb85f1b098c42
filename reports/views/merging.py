"""Two records of one person or organization: choose the other, compare side by side, make one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError
from base.languages import CODES, column
from base.listing import page_of
from base.locale_text import country_name, language_name
from people.doors import StaffRequest, opened, staff
from people.models import Organization, Person
from people.services.duplicates import similar_organizations, similar_people
from people.services.merging import CHOSEN, differing
from reports.services import merging as verbs

WRITING = ("GET", "HEAD", "POST")
PERM = "reports.merge"
TAKE = "take-"


@dataclass(frozen=True, slots=True)
class Noun:
    model: type[Model]
    page: str
    choose: str
    compare: str
    merge: Callable[..., Any]
    similar: Callable[[Any], QuerySet[Any]]

    def rows(self) -> QuerySet[Any]:
        objects: Any = self.model._default_manager
        return objects.select_related("office")


def _similar_people(person: Person) -> QuerySet[Any]:
    return similar_people(
        person.office, given_name=person.given_name, family_name=person.family_name, native_name=person.native_name,
        email=person.email,
    )  # fmt: skip


PEOPLE = Noun(
    Person,
    "reports:person",
    "reports:person_merge",
    "reports:person_merge_with",
    verbs.merge_people,
    _similar_people,
)
ORGANIZATIONS = Noun(
    Organization, "reports:organization", "reports:organization_merge", "reports:organization_merge_with",
    verbs.merge_organizations, lambda one: similar_organizations(one.office, names=one.all_names),
)  # fmt: skip


@staff(None)
def choose_person(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _choose(request, PEOPLE, uid)


@staff(None)
def choose_organization(request: StaffRequest, uid: UUID) -> HttpResponse:
    return _choose(request, ORGANIZATIONS, uid)


@staff(None, methods=WRITING)
def merge_person(request: StaffRequest, uid: UUID, other: UUID) -> HttpResponse:
    return _merge(request, PEOPLE, uid, other)


@staff(None, methods=WRITING)
def merge_organization(request: StaffRequest, uid: UUID, other: UUID) -> HttpResponse:
    return _merge(request, ORGANIZATIONS, uid, other)


def _choose(request: StaffRequest, noun: Noun, uid: UUID) -> HttpResponse:
    """Those that resemble it first, and a search through the others."""
    kept: Any = opened(noun.rows(), request, PERM, uid=uid)
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    others = noun.rows().filter(office=kept.office_id).exclude(pk=kept.pk)
    found = page_of(request, others.matching(asked)) if asked else None  # type: ignore[attr-defined]
    alike = [one for one in noun.similar(kept) if one.pk != kept.pk]
    context = {"kept": kept, "noun": noun, "q": asked, "page": found, "similar": alike}
    return render(request, "reports/merge_choose.html", context)


def _merge(request: StaffRequest, noun: Noun, uid: UUID, other: UUID) -> HttpResponse:
    """A choice for each field that differs; the button makes one record of both."""
    kept: Any = opened(noun.rows(), request, PERM, uid=uid)
    gone: Any = opened(
        noun.rows().filter(office=kept.office_id).exclude(pk=kept.pk), request, PERM, uid=other
    )
    if request.method == "POST":
        take = [name for name in CHOSEN[noun.model] if request.POST.get(TAKE + name) == "gone"]  # type: ignore[index]
        try:
            noun.merge(kept, gone, by=request.user, at=timezone.now(), take=take)
        except DomainError as exc:
            messages.error(request, exc.message)
            return redirect(noun.compare, uid, other)
        messages.success(request, _("The two records are one now."))
        return redirect(noun.page, uid)
    context = {
        "kept": kept,
        "gone": gone,
        "noun": noun,
        "fields": [_field(name, kept, gone) for name in differing(kept, gone)],
        "follows": verbs.what_follows(gone),
    }
    return render(request, "reports/merge.html", context)


def _field(name: str, kept: Any, gone: Any) -> dict[str, Any]:
    return {
        "name": TAKE + name,
        "label": _label(type(kept), name),
        "kept": _shown(kept, name),
        "gone": _shown(gone, name),
    }


def _label(model: Any, name: str) -> str:
    label = str(model._meta.get_field(name).verbose_name)
    language = next((code for code in CODES if name.endswith(column("", code))), "")
    return f"{label} ({language_name(language)})" if language and f"[{language}]" not in label else label


def _shown(record: Any, name: str) -> str:
    value = getattr(record, name)
    if name == "country":
        return country_name(str(value))
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display else value)
