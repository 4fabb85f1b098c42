"""`manage.py office create`: the first office and its administrator."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from base.errors import DomainError
from base.languages import CODES
from people.links import password_link
from people.services.access import create_office


class Command(BaseCommand):
    help = "Makes an office and its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        create = parser.add_subparsers(dest="action", required=True).add_parser(
            "create", help="Make an office."
        )
        create.add_argument("--name", required=True, help="Name of the office.")
        create.add_argument(
            "--slug", required=True, help="Short name in addresses: letters, digits, hyphens."
        )
        create.add_argument("--admin-email", required=True, help="Log-in of the first administrator.")
        create.add_argument("--admin-name", default="", help="Name of the first administrator.")
        create.add_argument("--language", default="en", choices=CODES, help="Language of the office.")
        create.add_argument("--zone", default="UTC", help="Time zone, such as Asia/Shanghai.")
        create.add_argument("--country", default="", type=str.upper, help="ISO 3166 code, such as CN.")
        create.add_argument(
            "--password-stdin", action="store_true", help="Read the password from standard input."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {
            k: options[k]
            for k in ("name", "slug", "admin_email", "admin_name", "language", "zone", "country")
        }
        password = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else None
        try:
            office, user = create_office(at=timezone.now(), password=password, **wanted)
        except DomainError as exc:
            raise CommandError(_sentence(exc)) from exc
        self.stdout.write(f"Office “{office.name}” is made; {user.email} administers it.")
        if not user.has_usable_password():
            self.stdout.write("Set the password once with this link:")
            self.stdout.write(password_link(user))


def _sentence(exc: DomainError) -> str:
    found = [f"{field}: {message}" for field, messages in exc.errors.items() for message in messages]
    return "\n".join(found) or exc.message
