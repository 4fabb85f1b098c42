"""An office's own words for its letters: written, changed, given up for the house's, and tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base import placeholders
from base.errors import Conflict, DomainError, Invalid
from base.plain_text import CONTROL, HIDDEN
from base.records import key, keys
from people.models import NoticeTemplate, Office, User
from people.notices import NoticeText, texts
from people.services import journal, outbox, records
from people.services.journal import Actor
from people.services.trials import count_trial

TRIAL = "people.letter_trial"
LONGEST_BODY = 10_000


@transaction.atomic
def write_template(
    *, office: Office, kind: str, language: str, subject: str, body: str, by: Actor, at: dt.datetime,
    fallback: bool = False,
) -> NoticeTemplate:  # fmt: skip
    """The first own text of a letter in a language.

    Raises Invalid: unknown placeholders, a needed one missing, nothing said; Conflict when there is an own text already.
    """
    template = NoticeTemplate(
        office=office, kind=kind, language=language, subject=subject.strip(), body=_trimmed(body), fallback=fallback
    )  # fmt: skip
    _check(template)
    if fallback:
        _take_fallback_from_others(template, by, at)
    return records.create(template, by=by, at=at, refusals=REFUSALS)


@transaction.atomic
def amend_template(
    template: NoticeTemplate,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    at: dt.datetime,
    expected: int | None = None,
) -> list[str]:
    """Changes: subject, body, fallback. Returns the names that really changed. Raises Invalid, Stale."""
    wanted = dict(changes)
    if "subject" in wanted:
        wanted["subject"] = wanted["subject"].strip()
    if "body" in wanted:
        wanted["body"] = _trimmed(wanted["body"])
    for name, value in wanted.items():
        setattr(template, name, value)
    _check(template)
    if template.fallback:
        _take_fallback_from_others(template, by, at)
    return records.amend(template, wanted, by=by, at=at, expected=expected, refusals=REFUSALS)


@transaction.atomic
def delete_template(template: NoticeTemplate, *, by: Actor, at: dt.datetime) -> None:
    """Back to the house's text."""
    records.delete(template, by=by, at=at, verb="back to the house’s text")


@transaction.atomic
def send_trial(*, office: Office, kind: str, language: str, to: User, at: dt.datetime) -> None:
    """The letter as it reads now, to one's own address. Raises Invalid for an unknown letter, TooManyTrials."""
    text = text_of(kind)
    count_trial(to)
    letter = outbox.Letter(
        office_id=office.pk,
        recipient=key("user", to.pk),
        address=to.email,
        language=language,
        kind=TRIAL,
        occurrence=f"{text.name}:{language}:{at.isoformat()}",
        data={"text": text.name, "user": to.pk},
        about=keys(user=to.pk),
        due_at=at,
    )
    outbox.enqueue([letter])


def text_of(kind: str) -> NoticeText:
    """Raises Invalid when no room has a letter of this name."""
    text = texts().get(kind)
    if text is None:
        raise Invalid(_("There is no letter “%(name)s”.") % {"name": kind}, field="kind")
    return text


def letters() -> list[dict[str, Any]]:
    """What may be written anew, with its placeholders and those that its body must have."""
    return [
        {
            "kind": text.name,
            "label": str(text.label),
            "placeholders": list(text.names),
            "needed": sorted(text.needed),
        }
        for text in texts().values()
    ]


def check_words(kind: str, subject: str, body: str) -> None:
    """Raises Invalid, with what is wrong at which field."""
    text = text_of(kind)
    errors: dict[str, list[str]] = {}
    try:
        placeholders.check({"subject": subject, "body": body}, names=text.names)
    except Invalid as exc:
        errors.update(exc.errors)
    if CONTROL.search(subject.strip()) or HIDDEN.search(subject):
        errors.setdefault("subject", []).append(_("The subject is one line, without hidden characters."))
    if HIDDEN.search(body):
        errors.setdefault("body", []).append(_("The text holds hidden characters. Type that passage anew."))
    if not subject.strip():
        errors.setdefault("subject", []).append(_("State a subject."))
    if not body.strip():
        errors.setdefault("body", []).append(_("Write what you want to say."))
    elif lost := placeholders.missing(body, text.needed):
        errors.setdefault("body", []).append(
            _("Without %(names)s the letter misses its purpose. Put it on a line of its own.")
            % {"names": placeholders.in_braces(lost)}
        )
    if len(body) > LONGEST_BODY:
        errors.setdefault("body", []).append(
            _("The text has more than %(n)s characters.") % {"n": LONGEST_BODY}
        )
    if errors:
        raise Invalid(errors=errors)


def _check(template: NoticeTemplate) -> None:
    check_words(template.kind, template.subject, template.body)


def _trimmed(body: str) -> str:
    return body.replace("\r\n", "\n").replace("\r", "\n").strip()


def _take_fallback_from_others(template: NoticeTemplate, by: Actor, at: dt.datetime) -> None:
    """Only one language can stand in for the others; two people who tick it at once wait for one another."""
    Office.objects.select_for_update(of=("self",)).get(pk=template.office_id)
    others = NoticeTemplate.objects.select_for_update(of=("self",)).filter(
        office=template.office_id, kind=template.kind, fallback=True
    )
    for other in others.exclude(pk=template.pk):
        records.touch(other, at=at)
        NoticeTemplate.objects.filter(pk=other.pk).update(fallback=False)
        journal.record(other, "changed", by=by, at=at, fields=["fallback"])


def _taken() -> DomainError:
    return Conflict(_("Somebody wrote a text of your own for this language in the meantime. Open it, then change it."), field="language")  # fmt: skip


REFUSALS = {"notice_template_once": _taken}
