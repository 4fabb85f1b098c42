"""The posts that a person holds or held."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from base.errors import DomainError, add_to_form
from base.refusals import refuse
from people.doors import StaffRequest, opened, staff
from people.forms.person import PostForm
from people.levels import USUAL_LEVELS
from people.models import Person, Post
from people.services import directory, records


@staff(None, methods=["GET", "HEAD", "POST"])
def post_add(request: StaffRequest, uid: UUID) -> HttpResponse:
    person = opened(Person.objects.select_related("office"), request, "people.edit_directory", uid=uid)
    post = Post(office=person.office, person=person)
    form = PostForm(request.POST or None, instance=post, office=person.office)
    if request.method == "POST" and form.is_valid():
        try:
            directory.add_post(person=person, by=request.user, at=timezone.now(), **form.values())
        except DomainError as exc:
            add_to_form(form, exc)
        else:
            messages.success(request, _("The post is added."))
            return redirect("reports:person", person.uid)
    return _page(request, person, form)


@staff(None, methods=["GET", "HEAD", "POST"])
def post_edit(request: StaffRequest, uid: UUID) -> HttpResponse:
    post = _opened(request, uid)
    form = PostForm(
        request.POST or None, instance=post, office=post.office, initial={"version": post.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            directory.amend_post(
                post, form.values(), by=request.user, at=timezone.now(), expected=form.cleaned_data["version"]
            )
        except DomainError as exc:
            refuse(form, exc, post)
        else:
            messages.success(request, _("The post is saved."))
            return redirect("reports:person", post.person.uid)
    return _page(request, post.person, form, post)


@staff(None, methods=["GET", "HEAD", "POST"])
def post_delete(request: StaffRequest, uid: UUID) -> HttpResponse:
    post = _opened(request, uid)
    if request.method == "POST":
        try:
            records.delete(post, by=request.user, at=timezone.now())
            messages.success(request, _("The post is deleted."))
        except DomainError as exc:
            messages.error(request, exc.message)
        return redirect("people:person_edit", post.person.uid)
    return render(request, "people/post_delete.html", {"post": post, "person": post.person})


def _opened(request: StaffRequest, uid: UUID) -> Post:
    posts = Post.objects.select_related("office", "person", "organization")
    return opened(posts, request, "people.edit_directory", uid=uid)


def _page(request: StaffRequest, person: Person, form: PostForm, post: Post | None = None) -> HttpResponse:
    context = {"form": form, "person": person, "post": post, "levels": USUAL_LEVELS}
    return render(request, "people/post_form.html", context, status=422 if form.errors else 200)
