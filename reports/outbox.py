"""The outbox of one person: the same notices for the page, the profile and the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from base.records import key
from events.models import Registration
from people.models import Notice, Person, User
from people.services.merging import former_keys


def notices_of(person: Person, user: User) -> Any:
    """What goes to the person, under any of their registrations, and what is about them."""
    registrations = Registration.objects.filter(person=person).values_list("pk", flat=True)
    keys = [
        key("person", person.pk),
        *former_keys(person),
        *(key("registration", pk) for pk in registrations),
    ]
    rows = Notice.objects.visible_to(user).filter(office=person.office_id)
    return rows.filter(Q(recipient__in=keys) | Q(about__overlap=keys))
