"""Statements that the database plans once per connection instead of each time: for the few that every public page asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor


@contextmanager
def prepared() -> Iterator[Any]:
    """A cursor whose statements are prepared by the server once they have been asked some times.

    Django's own cursors put the values into the text, so that no two statements are the same. Poolers that change the
    server's session between transactions must know prepared statements, or PREPARED_STATEMENTS must be off.
    """
    with connection.cursor() as cursor:
        if not connection.queries_logged:  # the log would show nothing of a prepared statement
            cursor.cursor.close()
            cursor.cursor = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
        yield cursor
