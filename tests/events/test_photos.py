"""Photographs: what is taken, what is taken off them, and who sees them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from base import files
from events.models import Photo
from events.services import photos as verbs
from tests.factories import EventFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
TURNED_RIGHT = 6


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event():
    return EventFactory(state="published")


@pytest.fixture
def editor(event, client):
    user = UserFactory(office=event.office, role="editor")
    client.force_login(user)
    return user


def picture(width=80, height=40, **save):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", **save)
    return out.getvalue()


def upload(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def send(client, event, *uploads, **values):
    return client.post(reverse("events:photos", args=[event.slug]), {"pictures": list(uploads), **values})


def test_several_at_once_with_a_caption_in_languages(event, editor, client):
    person = PersonFactory(office=event.office)
    assert client.get(reverse("events:photos", args=[event.slug])).status_code == 200
    answer = send(
        client,
        event,
        upload(picture()),
        upload(picture(60, 30)),
        caption_en="The opening",
        caption_zh_hans="开幕式",
        photographer=person.name,
    )
    assert answer.status_code == 302
    one, two = list(
        Photo.objects.values("caption_zh_hans", "photographer_id", "public", "media_type", "file")
    )
    assert (one["caption_zh_hans"], one["photographer_id"], one["public"], one["media_type"]) == (
        "开幕式",
        person.pk,
        False,
        "image/jpeg",
    )
    assert one["file"] != two["file"]
    page = client.get(reverse("events:photos", args=[event.slug])).content.decode()
    assert page.count("<figure>") == 2


def test_turned_upright_and_stripped(event, editor, client):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = TURNED_RIGHT, "A camera"
    exif.get_ifd(GPS)[1] = "N"
    sent = picture(80, 40, exif=exif)
    assert b"A camera" in sent
    send(client, event, upload(sent))
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (40, 80)
    kept = files.read(photo.file)
    assert b"A camera" not in kept
    assert not dict(Image.open(io.BytesIO(kept)).getexif())


def test_large_ones_are_reduced(event, editor, client):
    send(client, event, upload(picture(4000, 1000)))
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (2560, 640)
    small = client.get(reverse("events:photo_small", args=[event.slug, photo.uid]))
    assert Image.open(io.BytesIO(small.content)).size == (640, 160)


def bomb():
    """A PNG of a few bytes whose head says 60,000 × 60,000 pixels."""
    out = io.BytesIO()
    Image.new("1", (1, 1)).save(out, "PNG")
    content = bytearray(out.getvalue())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


@pytest.mark.parametrize("content", [
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', b"<html><script>alert(1)</script></html>",
    b"GIF89a" + b"\0" * 40, b"\xff\xd8\xff\xe0 cut off", b"%PDF-1.7", bomb(),
])  # fmt: skip
def test_what_is_no_photograph_is_refused(event, editor, client, content):
    answer = send(client, event, upload(picture()), upload(content, "evil.jpg"), caption_en="Keep me")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "evil.jpg" in page
    assert "Keep me" in page
    assert not Photo.objects.exists()


def test_a_caption_without_a_file_is_kept_and_neither_is_refused(event, editor, client):
    assert send(client, event, caption_en="Speech by the representative").status_code == 302
    assert Photo.objects.get().file == ""
    assert "Choose a picture" in send(client, event).content.decode()


def test_editing_and_deleting(event, editor, client):
    send(client, event, upload(picture()))
    photo = Photo.objects.get()
    url = reverse("events:photo", args=[event.slug, photo.uid])
    assert client.get(url).status_code == 200
    assert (
        client.post(url, {"caption_es": "Apertura", "public": "on", "version": photo.version}).status_code
        == 302
    )
    assert Photo.objects.values_list("caption_es", "public").get() == ("Apertura", True)
    client.post(reverse("events:photo_delete", args=[event.slug, photo.uid]))
    assert not Photo.objects.exists()


@pytest.mark.parametrize(("public", "state", "visibility", "status"), [
    (True, "published", "public", 200), (True, "held", "unlisted", 200), (False, "published", "public", 404),
    (True, "draft", "public", 404), (True, "published", "internal", 404),
])  # fmt: skip
def test_anyone_sees_public_photographs_of_published_events(client, public, state, visibility, status):
    from django.utils import timezone

    event = EventFactory(state=state, visibility=visibility)
    photo = verbs.add_photo(event=event, content=picture(), public=public, by="command", at=timezone.now())
    for name in ("photo_file", "photo_small"):
        url = reverse(f"events:{name}", args=[event.slug, photo.uid])
        answer = client.get(url)
        assert answer.status_code == status
        client.force_login(UserFactory(office=OfficeFactory()))
        assert client.get(url).status_code == status
        client.force_login(UserFactory(office=event.office, role="viewer"))
        mine = client.get(url)
        assert mine.status_code == 200
        assert mine.headers["Content-Type"] == "image/jpeg"
        assert mine.headers["X-Content-Type-Options"] == "nosniff"
        assert client.get(url, headers={"if-none-match": mine.headers["ETag"]}).status_code == 304
        client.logout()


def test_isolation_and_roles(event, client):
    urls = [reverse("events:photos", args=[event.slug])]
    client.force_login(UserFactory(office=OfficeFactory()))
    assert client.get(urls[0]).status_code == 404
    assert client.post(urls[0]).status_code == 404
    client.force_login(UserFactory(office=event.office, role="viewer"))
    assert client.get(urls[0]).status_code == 200
    assert client.post(urls[0], {"caption_en": "x"}).status_code == 403
    assert not Photo.objects.exists()


def test_queries_do_not_grow(event, editor, client, django_assert_max_num_queries):
    url = reverse("events:photos", args=[event.slug])
    send(client, event, upload(picture(10, 10)))
    with django_assert_max_num_queries(8) as one:
        client.get(url)
    most = len(one)  # counted before the next request empties the log
    send(client, event, upload(picture(10, 11)), upload(picture(10, 12)))
    with django_assert_max_num_queries(most):
        client.get(url)


def test_a_damaged_picture_is_refused_and_not_an_error_of_ours(event, editor, client):
    out = io.BytesIO()
    notes_of_no_camera = b"Exif\x00\x00MM\x00\xc8\x00\x00\x00\x08"
    Image.new("RGB", (60, 60), "teal").save(out, "PNG", exif=notes_of_no_camera)
    answer = send(client, event, upload(out.getvalue(), "damaged.png"))
    assert answer.status_code == 200
    assert "no readable picture" in answer.content.decode()
    assert not Photo.objects.exists()
