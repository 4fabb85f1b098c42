"""What production must be given, and the secrets that development makes for itself."""

import base64
import os
from collections.abc import Sequence
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from base.sealing import KEY, parsed_keys
from config.env import ConfigurationError


def secret_key(given: str, *, var: Path, production: bool) -> str:
    """The secret key of the environment, or in development one that is made once into `var/secret-key`."""
    if given:
        return given
    if production:
        raise ConfigurationError(
            "SECRET_KEY is not set; production needs one of at least 50 random characters, "
            "for example from: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    return _made_once(var / "secret-key", get_random_secret_key() + get_random_secret_key())


def sealing_keys(given: Sequence[str], *, var: Path, production: bool) -> dict[str, bytes]:
    """The keys of the environment by their names, or in development one that is made once into `var/sealing-key`."""
    if not given and production:
        raise ConfigurationError(
            "SEALING_KEYS is not set; production needs name:key, for example 2026:… with the key from: "
            "python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
        )
    items = list(given) or [_made_once(var / "sealing-key", "development:" + _new_sealing_key())]
    try:
        return parsed_keys(items)
    except ValueError as exc:
        raise ConfigurationError(f"SEALING_KEYS: {exc}.") from None


def _new_sealing_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(KEY)).decode()


def _made_once(path: Path, content: str) -> str:
    """The content of the file; the first process that asks writes it, readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text(content)
        try:
            os.link(aside, path)  # the first process wins; the others read what it wrote
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text().strip()


def demand_servers(*, production: bool, hosts: Sequence[str], database: bool, redis: bool) -> None:
    """Refuse a production that would run on embedded servers or answer to nobody."""
    if not production:
        return
    if not hosts:
        raise ConfigurationError("ALLOWED_HOSTS is not set; production needs the host names it answers to.")
    if not database:
        raise ConfigurationError(
            "DATABASE_URL is not set; production needs postgresql://user:password@host:5432/name."
        )
    if not redis:
        raise ConfigurationError("REDIS_URL is not set; production needs redis://host:6379/0.")
