"""Photographs of an event: uploading, describing, and serving them to whom they are shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base import files, images
from base.errors import DomainError, Invalid
from base.refusals import refuse
from events.forms.photos import PhotoForm, PhotosForm
from events.models import Event, Photo
from events.services import photos as verbs
from events.states import PUBLIC_STATES
from events.views.agenda import WRITING
from people.doors import StaffRequest, opened, public, staff

SMALL = 640
"""Longest side of a thumbnail in pixels."""
KEPT = 7 * 24 * 3600
PERM = "events.edit_texts"


@staff(None, methods=WRITING)
def photos(request: StaffRequest, slug: str) -> HttpResponse:
    """All of them, and a form for more."""
    event = opened(Event.objects.select_related("office").defer("search"), request, "events.read", slug=slug)
    may_edit = request.user.has_perm(PERM, event)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PhotosForm(*sent, instance=Photo(event=event), event=event)
    if sent:
        opened(Event.objects, request, PERM, slug=slug)
        if form.is_valid():
            try:
                count = _add(request, event, form)
            except DomainError as exc:
                refuse(form, exc)
            else:
                messages.success(request, ngettext("%(count)s photograph is added.", "%(count)s photographs are added.", count) % {"count": count})  # fmt: skip
                return redirect("events:photos", slug=slug)
    shown = list(event.photos.select_related("item", "photographer"))
    return render(
        request, "events/photos.html", {"event": event, "form": form, "photos": shown, "may_edit": may_edit}
    )


@transaction.atomic
def _add(request: StaffRequest, event: Event, form: PhotosForm) -> int:
    """All of the pictures or none; without one, the caption alone. Raises Invalid, naming the file."""
    given: dict[str, Any] = {"event": event, "by": request.user, "at": timezone.now(), **form.values()}
    uploads = form.cleaned_data["pictures"]
    for upload in uploads:
        if upload.size > images.LARGEST_UPLOAD:
            raise Invalid(_("%(name)s is too large.") % {"name": upload.name}, field="pictures")
        try:
            verbs.add_photo(content=upload.read(), **given)
        except Invalid as exc:
            raise Invalid(f"{upload.name}: {exc.message}", field="pictures") from exc
    if not uploads:
        verbs.add_photo(**given)
    return max(len(uploads), 1)


@staff(None, methods=WRITING)
def edit(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    event = opened(Event.objects.select_related("office"), request, PERM, slug=slug)
    photo = opened(Photo.objects.filter(event=event).select_related("photographer"), request, uid=uid)
    form = PhotoForm(request.POST or None, instance=photo, event=event)
    if form.is_valid():
        try:
            verbs.amend_photo(
                photo,
                form.values(),
                by=request.user,
                at=timezone.now(),
                expected=form.cleaned_data["version"],
            )
        except DomainError as exc:
            refuse(form, exc, photo)
        else:
            messages.success(request, _("The photograph is saved."))
            return redirect("events:photos", slug=slug)
    return render(request, "events/photo_form.html", {"event": event, "form": form, "photo": photo})


@staff(None, methods=("POST",))
def delete(request: StaffRequest, slug: str, uid: UUID) -> HttpResponse:
    photo = opened(Photo.objects.filter(event__slug=slug), request, PERM, uid=uid)
    verbs.delete_photo(photo, by=request.user, at=timezone.now())
    messages.success(request, _("The photograph is deleted."))
    return redirect("events:photos", slug=slug)


@public(rule="public photographs of published events; others for their own office")
def photo_file(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    photo = _shown(request, slug, uid)
    return _answer(request, photo, photo.file, lambda: files.read(photo.file))


@public(rule="public photographs of published events; others for their own office")
def photo_small(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    photo = _shown(request, slug, uid)
    return _answer(request, photo, f"{photo.file}-{SMALL}", lambda: _small(photo))


def _shown(request: HttpRequest, slug: str, uid: UUID) -> Photo:
    """Raises Http404 unless the visitor may see it and its file is held."""
    photo = Photo.objects.filter(event__slug=slug, uid=uid).exclude(file="").select_related("event").first()
    if photo is None:
        raise Http404
    event = photo.event
    anyone = photo.public and event.state in PUBLIC_STATES and event.visibility != "internal"
    user = request.user
    if not anyone and not (user.is_authenticated and event.office_id in user.office_ids):
        raise Http404
    return photo


def _small(photo: Photo) -> bytes:
    """Reduced once, then kept; the name of the content is its hash, so it never grows old."""
    key = f"photo-{SMALL}:{photo.file}"
    found: bytes | None = cache.get(key)
    if found is None:
        found = images.picture(files.read(photo.file), longest=SMALL).content
        cache.set(key, found, KEPT)
    return found


def _answer(request: HttpRequest, photo: Photo, name: str, read: Any) -> HttpResponse:
    etag = f'"{name}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            answer = HttpResponse(read(), content_type=photo.media_type)
        except FileNotFoundError:
            raise Http404 from None
        answer["ETag"] = etag
        answer["Content-Disposition"] = "inline"
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
