"""The house with one protection taken away (`SABOTAGE`): what the suite must notice.

`celery --app tests.chaos.sabotage` and `gunicorn tests.chaos.sabotage:site` run it; nothing else does.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from typing import Any

from config.celery import app as app
from config.wsgi import application as site  # noqa: F401

FAR = dt.timedelta(days=365)


def forget_the_dead() -> None:
    """What a dead worker held is never taken over."""
    from people.querysets import NoticeQuerySet

    NoticeQuerySet.lapsed = lambda self, *_args, **_more: self.none()  # type: ignore[method-assign]


def repeat_letters() -> None:
    """What may have arrived is sent again, also when it is a letter."""
    from people.services import claiming, settling

    for module in (claiming, settling):
        module.may_repeat = lambda _kind, _notice: True


def take_without_asking() -> None:
    """Drainers look at what is due without locking it, and send what another holds."""
    from django.db.models import QuerySet

    from people.services import claiming, drain, settling

    def found(channel: str, at: dt.datetime, limit: int) -> list[Any]:
        rows = read(channel, at, limit)
        time.sleep(0.5)  # long enough for another to look meanwhile
        return rows

    def start(run: Any, notices: Any) -> list[Any]:
        really(run, notices)
        return list(notices)

    read: Callable[..., list[Any]] = claiming._found
    really: Callable[..., Any] = settling.start
    claiming._found = found
    QuerySet.select_for_update = lambda self, **_more: self.all()  # type: ignore[method-assign]
    drain.start = start


def write_in_place() -> None:
    """Files grow under their final name, while their row points to them already."""
    import hashlib
    import threading

    from base import files

    def store(chunks: Any) -> tuple[str, int]:
        content = chunks if isinstance(chunks, bytes) else b"".join(chunks)
        sha = hashlib.sha256(content).hexdigest()
        files.path_of(sha).parent.mkdir(parents=True, exist_ok=True)
        threading.Thread(target=grow, args=(files.path_of(sha), content)).start()
        return sha, len(content)

    def grow(path: Any, content: bytes) -> None:
        with path.open("wb", buffering=0) as growing:
            for start in range(0, len(content), len(content) // 20 + 1):
                growing.write(content[start : start + len(content) // 20 + 1])
                time.sleep(0.05)

    files.store = store


def answer_500() -> None:
    """A database that is away is an error like any other."""
    from config import pages

    pages.is_outage = lambda error: False


def believe_every_lease() -> None:
    """A lease holds until its moment, however far ahead of all clocks that is."""
    from people.querysets import NoticeQuerySet

    really = NoticeQuerySet.lapsed

    def lapsed(self: Any, at: dt.datetime, *, furthest: dt.datetime) -> Any:
        return really(self, at, furthest=furthest + FAR)

    NoticeQuerySet.lapsed = lapsed  # type: ignore[method-assign]


def call_everything_sent() -> None:
    """Whatever the mail server answers counts as taken."""
    from people.services.carrying import Delivery, Outcome
    from people.services.mail_line import Line

    really = Line.send

    def send(self: Any, mail: Any) -> Delivery:
        really(self, mail)
        return Delivery(Outcome.SENT)

    Line.send = send  # type: ignore[method-assign]


ACTS: dict[str, Callable[[], None]] = {
    act.__name__: act
    for act in (
        forget_the_dead,
        repeat_letters,
        take_without_asking,
        write_in_place,
        answer_500,
        believe_every_lease,
        call_everything_sent,
    )
}
if chosen := os.environ.get("SABOTAGE"):
    ACTS[chosen]()
