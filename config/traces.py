"""Tracebacks for the logs: where it happened and what kind of error it was, never with which values.

The message of an exception may repeat what somebody typed, an address that a mail server refused, or a whole row that a
constraint of the database refused. Only the messages of errors that speak of code, not of data, are kept.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist, TemplateSyntaxError

OF_CODE: tuple[type[BaseException], ...] = (
    AttributeError, ImportError, ImproperlyConfigured, MemoryError, NameError, NotImplementedError, RecursionError,
    TemplateDoesNotExist, TemplateSyntaxError,
)  # fmt: skip
"""Their messages name classes, functions, settings and files."""
CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def named(exc: BaseException) -> str:
    """The class of an error and what may be said of it: the SQLSTATE and constraint, the errno, a message about code."""
    kind = type(exc)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return f"{module}{kind.__qualname__}{''.join(f': {said}' for said in _said(exc))}"


def _said(exc: BaseException) -> Iterator[str]:
    state = getattr(exc, "sqlstate", None)
    if state:
        diagnosis: Any = getattr(exc, "diag", None)
        names = (state, getattr(diagnosis, "table_name", None), getattr(diagnosis, "constraint_name", None))
        yield " ".join(name for name in names if name)
    elif isinstance(exc, OSError) and exc.errno:
        yield errno.errorcode.get(exc.errno, str(exc.errno))
    elif isinstance(getattr(exc, "smtp_code", None), int):
        yield str(exc.smtp_code)  # type: ignore[attr-defined]
    elif isinstance(exc, OF_CODE):
        yield str(exc)


def told(exc_info: ExcInfo) -> str:
    """A whole traceback as Python prints it, with `named` in place of each message."""
    return "".join(_parts(exc_info[1], exc_info[2], set())).rstrip("\n")


def _parts(exc: BaseException, trace: TracebackType | None, seen: set[int]) -> Iterator[str]:
    seen.add(id(exc))
    before, joint = (exc.__cause__, CAUSE) if exc.__cause__ else (exc.__context__, CONTEXT)
    if before is not None and id(before) not in seen and not (exc.__suppress_context__ and joint is CONTEXT):
        yield from _parts(before, before.__traceback__, seen)
        yield joint
    if trace is not None:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(trace)
    yield f"{named(exc)}\n"
    if isinstance(exc, BaseExceptionGroup):
        for one in exc.exceptions:
            if id(one) not in seen:
                yield from _parts(one, one.__traceback__, seen)
