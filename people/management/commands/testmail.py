"""`manage.py testmail ADDRESS`: proves the mail settings."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from base.errors import DomainError
from people.services.mail_check import send_test_mail


class Command(BaseCommand):
    help = "Sends one mail now and says what failed, if anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="Where the mail goes.")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        try:
            self.stdout.write(send_test_mail(address))
        except DomainError as exc:
            reasons = [message for messages in exc.errors.values() for message in messages]
            raise CommandError(" ".join(reasons) or exc.message) from exc
