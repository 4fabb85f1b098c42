"""Environment variables, read once, typed, each with its meaning.

Every variable is read through this module, so `VARIABLES` is the complete list: the operator's guide shows it
and a test compares the two.
"""

import ipaddress as ip
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class ConfigurationError(ImproperlyConfigured):
    """A setting is missing or malformed; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Variable:
    name: str
    meaning: str
    default: str


VARIABLES: dict[str, Variable] = {}

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def _raw(name: str, meaning: str, shown_default: str) -> str | None:
    VARIABLES[name] = Variable(name, meaning, shown_default)
    value = os.environ.get(name)
    return value if value not in (None, "") else None


def text(name: str, meaning: str, default: str = "", *, shown: str | None = None) -> str:
    """The value as it stands; `shown` replaces the default in the documentation."""
    value = _raw(name, meaning, default if shown is None else shown)
    return default if value is None else value


def choice(name: str, meaning: str, options: Iterable[str], default: str) -> str:
    options = tuple(options)
    value = text(name, meaning, default)
    if value not in options:
        raise ConfigurationError(f"{name} is “{value}”; set it to one of: {', '.join(options)}.")
    return value


def flag(name: str, meaning: str, *, default: bool = False) -> bool:
    value = _raw(name, meaning, "1" if default else "0")
    if value is None:
        return default
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise ConfigurationError(f"{name} is “{value}”; set it to 1 or 0.")


def number(name: str, meaning: str, default: int, *, low: int = 0, high: int | None = None) -> int:
    value = _raw(name, meaning, str(default))
    if value is None:
        return default
    try:
        result = int(value)
    except ValueError:
        raise ConfigurationError(f"{name} is “{value}”; set it to a whole number.") from None
    if result < low or (high is not None and result > high):
        limit = f"between {low} and {high}" if high is not None else f"of at least {low}"
        raise ConfigurationError(f"{name} is {result}; set it to a number {limit}.")
    return result


def items(name: str, meaning: str, default: Iterable[str] = ()) -> list[str]:
    """A comma-separated list."""
    default = list(default)
    value = _raw(name, meaning, ",".join(default))
    return default if value is None else [part.strip() for part in value.split(",") if part.strip()]


def networks(name: str, meaning: str) -> list[ip.IPv4Network | ip.IPv6Network]:
    """A comma-separated list of networks such as 10.1.0.0/16."""
    found = []
    for part in items(name, meaning):
        try:
            found.append(ip.ip_network(part))
        except ValueError:
            raise ConfigurationError(f"{name} holds “{part}”; write networks such as 10.1.0.0/16.") from None
    return found


def database(name: str, meaning: str) -> dict[str, Any] | None:
    """A `postgresql://user:password@host:port/name?option=value` address as Django's settings, or None.

    Messages never repeat the address, because it carries the password.
    """
    value = _raw(name, meaning, "embedded PostgreSQL")
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise ConfigurationError(f"{name} cannot be read; {_DATABASE_FORM}") from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ConfigurationError(f"{name} is not the address of a PostgreSQL database; {_DATABASE_FORM}")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


_DATABASE_FORM = "write it as postgresql://user:password@host:5432/name."


def redis(name: str, meaning: str) -> str | None:
    """A Redis address (`redis://`, `rediss://` or `unix://`), or None."""
    value = _raw(name, meaning, "embedded Valkey")
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ConfigurationError(f"{name} cannot be read; write it as redis://host:6379/0.") from None
    if parts.scheme not in {"redis", "rediss", "unix"} or not (parts.hostname or parts.path.strip("/")):
        raise ConfigurationError(
            f"{name} is not the address of a Redis server; write it as redis://host:6379/0."
        )
    return value


def broker(address: str) -> str:
    """The same Redis address in the spelling of Celery, which names unix sockets differently."""
    parts = urlsplit(address)
    if parts.scheme != "unix":
        return address
    number_of_database = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={number_of_database}"
