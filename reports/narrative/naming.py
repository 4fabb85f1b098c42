"""The names under which organizations and people are also known, and the identifiers that others gave them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from base.locale_text import language_name
from reports.dossier.who import Organization, Person, Recognizable
from reports.narrative import words_who
from reports.narrative.telling import Telling
from reports.narrative.tree import Phrase, Run, phrase


def other_names(telling: Telling, record: Organization) -> Phrase:
    """In its other languages and script, its abbreviation, its other spellings; each once."""
    shown, __ = record.names.read(telling.language)
    found: dict[str, Phrase] = {shown: ()}
    if record.short_name:
        found.setdefault(record.short_name, (Run(record.short_name),))
    for language, name in record.names.root.items():
        found.setdefault(name, telling.quoted(name, language))
    if record.native_name:
        found.setdefault(record.native_name, (Run(record.native_name),))
    for alias in record.aliases:
        found.setdefault(alias, (Run(alias),))
    return telling.one_after_another(list(found.values()))


def identifiers(telling: Telling, record: Recognizable) -> Phrase:
    """`ROR 03yrm5c26`, one after the other."""
    return telling.one_after_another(
        [
            phrase(
                _("%(scheme)s %(value)s"),
                scheme=words_who.identifier_scheme(scheme),
                value=value,
            )
            for scheme, value in record.identifiers.items()
        ]
    )


def of_person(telling: Telling, person: Person) -> Phrase:
    """Other spellings, languages and identifiers of a person."""
    told: list[Phrase] = [(Run(alias),) for alias in person.aliases]
    if person.languages:
        spoken = [(Run(language_name(code, telling.language)),) for code in person.languages]
        told.append(phrase(_("languages: %(languages)s"), languages=telling.listed(list(spoken))))
    told.append(identifiers(telling, person))
    return telling.one_after_another(told)
