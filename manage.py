#!/usr/bin/env python
"""The command line of Entente."""

import os
import sys

# These read and write no data, so they start no embedded server.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "help",
    "makemessages",
    "settings_table",
    "spectacular",
}


def reads_a_file_only(command: str) -> bool:
    """A report of a dossier file and a check of one need no database."""
    if command == "report":
        return any(word.endswith(".json") for word in sys.argv)
    return command == "dossier" and bool({"schema", "check"} & set(sys.argv[2:3]))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config.embedded import ServerError, ensure_servers
    from config.env import ConfigurationError

    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "help")
    try:
        from django.conf import settings

        # A wrong setting is told before anything else; a command at a terminal logs warnings only.
        settings.LOGGING["root"]["level"] = "INFO" if command == "runserver" else "WARNING"
        if command not in WITHOUT_SERVERS | {"up"} and not reads_a_file_only(command):
            ensure_servers()
        execute_from_command_line(sys.argv)
    except (ConfigurationError, ServerError) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
