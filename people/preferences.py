"""What a browser keeps of a user's preferences."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation

from base.languages import supported


def remember_language(response: HttpResponse, language: str) -> None:
    """The pages speak this language from now on, as if it had been chosen in the menu."""
    code = supported(language)
    translation.activate(code)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
