"""`manage.py reseal`: everything sealed, under the present key."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from base.sealing import SealError
from people.services.resealing import reseal


class Command(BaseCommand):
    help = "Seals passport and health data and the secrets of webhooks anew under the first of SEALING_KEYS; may be stopped and started again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        try:
            for count in reseal():
                done += count
        except SealError as exc:
            raise CommandError(f"{done} records were sealed anew; one does not open: {exc}.") from exc
        self.stdout.write(f"{done} records were sealed anew; all are under the present key.")
