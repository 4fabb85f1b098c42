"""Writing a file of contacts into the directory: all of it or nothing, by sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from base.collecting import uncollected
from base.errors import Invalid
from base.languages import CODES
from base.tables import Layout
from people.models import Office, Organization, Person, Post, User
from people.services import directory, journal
from people.services.contact_plan import Plan, plan_import, read_contacts


@uncollected()
@transaction.atomic
def import_contacts(
    content: bytes,
    *,
    office: Office,
    language: str,
    by: User,
    at: dt.datetime,
    layout: Layout | None = None,
) -> Plan:
    """Add the people, posts and organizations of a file that are not in the directory yet; returns what was done.

    Loading the same file again changes nothing. The number of queries does not depend on the rows.
    Raises Invalid when the file cannot be read or any cell is wrong; then nothing is written.
    """
    if language not in CODES:
        raise Invalid(_("Choose the language of the texts."), field="language")
    # Two loads of one office follow one another, so that the second finds what the first has written.
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    plan = plan_import(read_contacts(content, layout), office=office, language=language)
    if plan.errors:
        raise Invalid(_("The file has errors; nothing was written."), field="file")
    _write(Organization, plan.new_organizations, by, at)
    for contact in plan.new:
        directory.index_person(contact.person)
    _write(Person, [contact.person for contact in plan.new], by, at)
    _write(Post, plan.posts, by, at)
    return plan


def _write(model: type[models.Model], rows: Sequence[Any], by: User, at: dt.datetime) -> None:
    if not rows:
        return
    model._default_manager.bulk_create(rows)
    journal.write(journal.entry(row, "imported", by=by, at=at) for row in rows)
