"""The placeholders of letter templates, as their page explains them."""

from __future__ import annotations

from django.utils.translation import gettext as _


def placeholders() -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of (placeholder, what stands in its place). Those of a language are the same under en, zh, es and pt."""
    return [(_("The letter"), _letter()), (_("In a language"), _words()), (_("A guest"), _guest()), (_("Ways to write"), _ways())]  # fmt: skip


def _letter() -> list[tuple[str, str]]:
    return [
        ("number", _("the number of the letter")),
        ("letterhead.name", _("the first line of the office's letterhead")),
        ("letterhead.lines", _("its further lines, as a list")),
        ("office", _("the name of the office")),
        ("addressee", _("to whom it is addressed")),
        ("cities", _("the cities to be visited")),
        ("payment_note", _("what is paid by whom, as stated")),
        ("signed_by, signed_as", _("who signs, and their post")),
        ("several", _("whether more than one guest is invited")),
        ("side_by_side", _("whether two languages stand side by side")),
    ]


def _words() -> list[tuple[str, str]]:
    return [
        ("en.title", _("“Letter of invitation”")),
        ("en.number_line, en.addressee_line", _("number and addressee with their words")),
        ("en.date", _("the date of the letter")),
        ("en.stays_from, en.stays_until, en.stay", _("the days of the visit, and both as one span")),
        ("en.purpose", _("the purpose of the visit")),
        ("en.payment", _("who pays, as a sentence")),
        ("en.event, en.country", _("the title and the country of the event")),
        ("en.opening, en.closing", _("the paragraphs of the built-in letter, as lists")),
        ("en.facts", _("what the passport of the first guest says, as a list of label and value")),
        ("en.labels.name", _("the heading of a column, by the name of the placeholder")),
        ("first, second", _("the same in the languages that the letter is issued in")),
        ("languages", _("the one or two of them, as a list")),
    ]


def _guest() -> list[tuple[str, str]]:
    return [
        ("guest.name", _("the name exactly as the passport prints it")),
        ("guest.native_name", _("the name in its own script")),
        ("guest.passport_number", _("the number of the passport")),
        ("guest.post, guest.organization", _("post and organization as stated at registration")),
        ("en.guest.born_on", _("the date of birth")),
        ("en.guest.country", _("the country that issued the passport")),
        ("en.guest.document, en.guest.expires_on", _("the kind of the document, and its last day")),
        ("guests, en.guests", _("all guests, as a list; each with its position")),
    ]


def _ways() -> list[tuple[str, str]]:
    return [
        ("{{ en.purpose }}", _("a value")),
        ("{% if addressee %} … {% endif %}", _("only when something is stated")),
        ("{%p for text in en.opening %} … {%p endfor %}", _("a paragraph for each; both in paragraphs of their own")),
        ("{%tr for guest in en.guests %} … {%tr endfor %}", _("a row of a table for each; both in rows of their own")),
    ]  # fmt: skip
