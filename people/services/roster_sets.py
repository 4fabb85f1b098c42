"""Writing the people of a list into the directory: organizations, people, posts, each by one statement and its journal."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from people.services import directory_sets
from people.services.journal import Actor
from people.services.roster import Fate, Roster

SHOWN = 5


def demand_ready(roster: Roster) -> None:
    """Raises Invalid or Conflict for a list with errors, refusals or rows to be decided."""
    if roster.errors:
        raise Invalid(_("The file has errors; nothing was written."), field="file")
    if roster.refusals:
        raise Conflict(" ".join(roster.refusals))
    if roster.open:
        numbers = ", ".join(str(line.number) for line in roster.open[:SHOWN])
        raise Conflict(
            _("Decide first whether these rows are somebody who is there already: %(rows)s.")
            % {"rows": numbers}
        )


def write_people(roster: Roster, *, by: Actor, at: dt.datetime) -> None:
    """Raises SetRefused."""
    directory_sets.add_organizations(roster.new_organizations, by=by, at=at)
    directory_sets.add_people([line.person for line in roster.of_fate(Fate.NEW)], by=by, at=at)
    directory_sets.amend_people(
        [(line.known, line.changes) for line in roster.lines if line.known and line.changes and line.counts],
        by=by, at=at,
    )  # fmt: skip
    posts = [line.post for line in roster.lines if line.post and line.counts]
    directory_sets.add_posts(posts, by=by, at=at)
