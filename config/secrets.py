"""What production must be given, and the secret key that development makes for itself."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.core.management.utils import get_random_secret_key

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
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"secret-key.{os.getpid()}")
        aside.touch(mode=0o600)
        aside.write_text(get_random_secret_key() + get_random_secret_key())
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
