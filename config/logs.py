"""Logs as JSON lines; nothing personal in them: no address, no name, no number, no signed link.

What our own code logs are ids, counts and names of classes. What libraries log passes here: errors lose their messages
(`config.traces`), Celery's lines their arguments, and whatever still looks like an address or a token is masked.
"""

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

from config.traces import named, told

PERSONAL_KEYS = frozenset({"ip", "user_agent", "email", "body", "params", "query", "args", "kwargs"})
# A path segment as long as this is a token of a personal link.
LONG_SEGMENT = re.compile(r"(?<=/)[A-Za-z0-9_:.=-]{24,}(?=/|$|\?)")
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
QUERY = re.compile(r"\?\S*")
NETWORK_ADDRESS = re.compile(
    r"\b(?!127\.)\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]*", re.I
)
PHONE = re.compile(r"\+\d[\d ()-]{6,}\d")
OUR_OWN = frozenset(
    {"timestamp", "level", "logger", "request_id", "task_id", "parent_task_id", "child_task_id"}
)
OF_CELERY = "celery.app.trace"


class WithoutArguments(logging.Filter):
    """Celery's line of a task that ended repeats its error, traceback, arguments and result; only its name and id stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == OF_CELERY and isinstance(record.args, dict):
            record.args = {
                **record.args, "exc": str(record.args.get("exc", "")).partition("(")[0], "traceback": "", "args": "",
                "kwargs": "", "return_value": "",
            }  # fmt: skip
        return True


def without_personal_data(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    for key in PERSONAL_KEYS & event.keys():
        del event[key]
    failed = next((value for value in event.values() if isinstance(value, BaseException)), None)
    if failed is not None or event.get("event") == "task_failed":
        # A library says beside the exception, in words, what the exception says.
        event.pop("error", None)
    for key, value in event.items():
        if isinstance(value, BaseException):
            event[key] = named(value)
        elif isinstance(value, str):
            event[key] = value if key in OUR_OWN else masked(value)
    return event


def masked(value: str) -> str:
    """The text with mail and network addresses, telephone numbers, query strings and long segments of paths taken out."""
    if "@" in value:
        value = MAIL_ADDRESS.sub("[mail address]", value)
    if "+" in value:
        value = PHONE.sub("[number]", value)
    value = NETWORK_ADDRESS.sub("[network address]", value)
    if "/" in value:
        value = LONG_SEGMENT.sub("[token]", QUERY.sub("", value))
    return value


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(told),
                without_personal_data,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        }
    },
    "filters": {"without_arguments": {"()": WithoutArguments}},
    "handlers": {
        "stream": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["without_arguments"]}
    },
    "root": {"handlers": ["stream"], "level": "INFO"},
    "loggers": {
        # Django brings handlers of its own; everything goes through ours.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "fontTools": {"level": "WARNING"},
    },
}


def configure() -> None:
    """Wire structlog to the standard library's logging; called once, by the settings."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.captureWarnings(True)
