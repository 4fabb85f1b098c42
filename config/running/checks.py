"""What is looked at before anything starts; each problem is one sentence that says what to do."""

import errno
import socket
from typing import Any

import psycopg
import redis
from django.conf import settings

from config.env import ConfigurationError


def check_port(host: str, port: int) -> None:
    """Raises ConfigurationError when the web server could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise ConfigurationError(
                    f"Port {port} is in use; end the program that uses it, or choose another port, "
                    f"for example: PORT={port + 1 if port < 65535 else 8000} make run"
                ) from None
            raise ConfigurationError(
                f"The web server cannot listen on {host}:{port} ({problem.strerror}); choose another HOST or PORT."
            ) from None


def check_database() -> None:
    """Raises ConfigurationError when DATABASE_URL leads to no usable database; never shows the password."""
    database = settings.DATABASES["default"]
    where = (
        f"{database['HOST'] or 'the local socket'}{':' + database['PORT'] if database.get('PORT') else ''}"
    )
    try:
        with psycopg.connect(**_parameters(database), connect_timeout=5) as connection:
            if connection.info.server_version < 150000:
                raise ConfigurationError(
                    f"The PostgreSQL at {where} is too old; version 15 or later is needed."
                )
    except psycopg.OperationalError as problem:
        raise ConfigurationError(_database_sentence(str(problem), where, database["NAME"])) from None
    except psycopg.Error:
        raise ConfigurationError(
            "DATABASE_URL has an option that PostgreSQL does not know; correct what follows the “?”."
        ) from None


def _parameters(database: dict[str, Any]) -> dict[str, Any]:
    options = {key: value for key, value in database["OPTIONS"].items() if key != "connect_timeout"}
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {key: database[name] for key, name in named.items() if database.get(name)} | options


def _database_sentence(message: str, where: str, name: str) -> str:
    if "password authentication failed" in message or "no password supplied" in message:
        return f"DATABASE_URL: the PostgreSQL at {where} refuses the user or the password; correct them in the address."
    if "does not exist" in message and "database" in message:
        return f"DATABASE_URL: the PostgreSQL at {where} has no database “{name}”; create it, or correct the address."
    if "does not exist" in message:
        return f"DATABASE_URL: the PostgreSQL at {where} does not know the user; create it, or correct the address."
    return (
        f"DATABASE_URL: no PostgreSQL answers at {where}; start it, correct the address, "
        "or unset DATABASE_URL to use the embedded one."
    )


def check_redis() -> None:
    """Raises ConfigurationError when REDIS_URL leads to no usable server; never shows the password."""
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5, socket_timeout=5)
    try:
        client.ping()
    except redis.AuthenticationError:
        raise ConfigurationError(
            "REDIS_URL: the server refuses the user or the password; correct them in the address."
        ) from None
    except (redis.RedisError, OSError):
        place = client.connection_pool.connection_kwargs
        where = place.get("path") or f"{place.get('host')}:{place.get('port')}"
        raise ConfigurationError(
            f"REDIS_URL: no Redis answers at {where}; start it, correct the address, "
            "or unset REDIS_URL to use the embedded one."
        ) from None
    finally:
        client.close()
