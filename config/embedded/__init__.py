"""The embedded PostgreSQL and Valkey of the two commands.

A keeper process runs the servers. Everybody who uses them holds a connection to the keeper's socket; when the last
connection ends — orderly or by kill -9 — the keeper stops the servers and ends. So any number of commands, tests
and web servers can share them, and nothing is left behind.
"""

from config.embedded.client import ServerError, ensure_servers, release_servers

__all__ = ["ServerError", "ensure_servers", "release_servers"]
