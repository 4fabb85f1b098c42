"""The office's own letters: what the house says in each language, what the office says instead, and how it reads."""

from __future__ import annotations

import secrets
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from base.errors import DomainError
from base.languages import CODES, Language, supported
from base.refusals import refuse
from people.doors import StaffRequest, staff
from people.forms.letter import LetterForm
from people.models import NoticeTemplate
from people.notices import NoticeText, texts
from people.services import notice_templates as services
from people.services.letter_preview import Preview, house_words, preview_of, previews
from people.services.own_texts import Words

MANAGE = "people.manage_office"
WRITING = ("GET", "HEAD", "POST")
DRAFT_SECONDS = 600
"""How long the HTML of what was typed, but not saved, can be looked at."""


@staff(MANAGE)
def letters(request: StaffRequest) -> HttpResponse:
    """Every letter by what it is about, with the languages in which the office has its own text; higher rooms register first."""
    own: dict[str, list[str]] = {}
    for template in NoticeTemplate.objects.visible_to(request.user).of(request.office):
        own.setdefault(template.kind, []).append(template.get_language_display())
    rooms: dict[str, list[Any]] = {}
    for text in texts().values():
        rooms.setdefault(str(text.room), []).append((text, own.get(text.name, [])))
    context = {"rooms": list(rooms.items())[::-1], "language": supported(get_language())}
    return render(request, "people/letters.html", context)


@staff(MANAGE, methods=WRITING)
def letter(request: StaffRequest, kind: str, language: str) -> HttpResponse:
    """The text of one language; with `action=preview` it is shown as it would read, and nothing is saved."""
    text = _text(kind, language)
    template = _own(request, text, language)
    form = LetterForm.of(template, house_words(text, language), request.POST or None)
    shown = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("action") == "preview":
                shown = _tried(request, text, language, form)
            else:
                _save(request, text, language, template, form)
                messages.success(request, _("The letter is saved. This is how it reads."))
                return redirect("people:letter_preview", kind)
        except DomainError as exc:
            refuse(form, exc, template)
    context = {"form": form, "template": template, "house": house_words(text, language), "shown": shown}
    return _page(request, "people/letter.html", text, language, context, 422 if form.errors else 200)


@staff(MANAGE)
def preview(request: StaffRequest, kind: str) -> HttpResponse:
    """As stored, for readers of each language, as text and as HTML."""
    text = _text(kind)
    return _page(
        request, "people/letter_preview.html", text, "", {"previews": previews(request.office, text)}
    )


# A mail carries its own styles, and runs nothing.
@csp(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
@xframe_options_sameorigin
@staff(MANAGE)
def html(request: StaffRequest, kind: str, language: str) -> HttpResponse:
    """The HTML part as a mail program shows it; with `draft`, of what was typed last."""
    text = _text(kind, language)
    draft = request.GET.get("draft")
    if draft is None:
        [shown] = previews(request.office, text, [language])
        return HttpResponse(shown.html)
    typed = cache.get(_draft_key(request, draft))
    if typed is None:
        raise Http404(_("Ask for the preview once more."))
    return HttpResponse(preview_of(request.office, text, Words(*typed)).html)


@staff(MANAGE, methods=("POST",))
def test(request: StaffRequest, kind: str, language: str) -> HttpResponse:
    """Sends the letter as it is stored to one's own address."""
    text = _text(kind, language)
    try:
        services.send_trial(
            office=request.office, kind=text.name, language=language, to=request.user, at=timezone.now()
        )
        messages.success(
            request, _("The letter is on its way to %(address)s.") % {"address": request.user.email}
        )
    except DomainError as exc:
        messages.error(request, exc.message)
    return redirect("people:letter_preview", kind)


@staff(MANAGE, methods=WRITING)
def house(request: StaffRequest, kind: str, language: str) -> HttpResponse:
    """Back to the house's text, after a question."""
    text = _text(kind, language)
    template = _own(request, text, language)
    if template is None:
        return redirect("people:letter", kind, language)
    if request.method == "POST":
        services.delete_template(template, by=request.user, at=timezone.now())
        messages.success(request, _("The house’s text is sent again."))
        return redirect("people:letter", kind, language)
    context = {"template": template, "house": house_words(text, language)}
    return _page(request, "people/letter_house.html", text, language, context)


def _save(
    request: StaffRequest, text: NoticeText, language: str, template: NoticeTemplate | None, form: LetterForm
) -> None:
    values: dict[str, Any] = form.values()
    doing: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if template is None:
        services.write_template(office=request.office, kind=text.name, language=language, **values, **doing)
    else:
        expected = form.cleaned_data["version"] or 0
        services.amend_template(template, values, expected=expected, **doing)


def _tried(request: StaffRequest, text: NoticeText, language: str, form: LetterForm) -> dict[str, Any]:
    words = Words(form.cleaned_data["subject"].strip(), form.cleaned_data["body"], language)
    services.check_words(text.name, words.subject, words.body)
    token = secrets.token_urlsafe(16)
    cache.set(_draft_key(request, token), tuple(words), DRAFT_SECONDS)
    shown: Preview = preview_of(request.office, text, words)
    return {"preview": shown, "draft": token}


def _draft_key(request: StaffRequest, token: str) -> str:
    return f"letter-draft:{request.user.pk}:{token[:40]}"


def _text(kind: str, language: str = CODES[0]) -> NoticeText:
    """Raises Http404 for a letter or language that there is not."""
    text = texts().get(kind)
    if text is None or language not in CODES:
        raise Http404
    return text


def _own(request: StaffRequest, text: NoticeText, language: str) -> NoticeTemplate | None:
    rows = NoticeTemplate.objects.visible_to(request.user).of(request.office)
    found: NoticeTemplate | None = rows.filter(kind=text.name, language=language).first()
    return found


def _page(
    request: StaffRequest,
    page: str,
    text: NoticeText,
    language: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    own = set(
        NoticeTemplate.objects.visible_to(request.user)
        .of(request.office)
        .filter(kind=text.name)
        .values_list("language", flat=True)
    )
    shared = {
        "text": text,
        "language": language,
        "needed": [f"{{{name}}}" for name in sorted(text.needed)],
        "placeholders": [(f"{{{name}}}", label) for name, label in text.names.items()],
        "languages": [(code, Language(code).label, code in own) for code in CODES],
    }
    return render(request, page, {**shared, **context}, status=status)
