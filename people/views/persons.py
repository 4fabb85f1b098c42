"""People of the directory: list, add, edit, delete. Their own page stands in the reports room."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from base.languages import columns
from base.listing import page_of, render_list
from people.doors import StaffRequest, staff
from people.forms.person import PersonFilter, PersonForm
from people.models import Person, Post
from people.services import directory
from people.services.duplicates import similar_people
from people.views import keeping

WRITING = ("GET", "HEAD", "POST")
LISTED = ("uid", "given_name", "family_name", "native_name", "name_order", "country", "email", "sort_name")
LISTED_POST = (
    "person", *columns("title"), "position", "organization__uid", "organization__native_name",
    *columns("organization__name"),
)  # fmt: skip

NOUN = keeping.Noun(
    name="person",
    page="reports:person",
    form_template="people/person_form.html",
    delete_template="people/person_delete.html",
    form=PersonForm,
    rows=lambda: Person.objects.prefetch_related("posts__organization"),
    add=directory.add_person,
    amend=directory.amend_person,
    similar=lambda office, form: similar_people(office, **form.values()),
    added=_("%(name)s is in the directory."),
    saved=_("%(name)s is saved."),
    deleted=_("%(name)s is deleted."),
)


@staff("people.read")
def persons(request: StaffRequest) -> HttpResponse:
    form = PersonFilter(request.GET, office=request.office)
    form.is_valid()
    asked = form.cleaned_data
    posts = Post.objects.current(timezone.localdate()).select_related("organization").only(*LISTED_POST)
    rows = Person.objects.visible_to(request.user).of(request.office).only(*LISTED)
    if asked.get("q"):
        rows = rows.matching(asked["q"])
    if asked.get("country"):
        rows = rows.filter(country=asked["country"])
    rows = rows.prefetch_related(Prefetch("posts", queryset=posts, to_attr="current_posts"))
    context = {
        "form": form,
        "page": page_of(request, rows),
        "filtered": any(asked.values()),
        "may_edit": request.user.has_perm("people.edit_directory", request.office),
    }
    return render_list(request, "people/persons.html", context)


@staff("people.edit_directory", methods=WRITING)
def person_add(request: StaffRequest) -> HttpResponse:
    return keeping.add(request, NOUN)


@staff(None, methods=WRITING)
def person_edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    return keeping.edit(request, NOUN, uid)


@staff(None, methods=WRITING)
def person_delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    return keeping.delete(request, NOUN, uid)
