"""`manage.py schedule`: schedules of frab and pretalx, in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from base.errors import DomainError
from events.interchange.collect import collect
from events.interchange.findings import InvalidScheduleError
from events.interchange.load import import_schedule, preview
from events.interchange.plan import DROP_ALL, Choices, Drop, Plan
from events.interchange.write_json import write_json
from events.interchange.write_xml import write_xml
from events.models import Event
from people.models import Office

WRITERS = {"json": write_json, "xml": write_xml}


class Command(BaseCommand):
    help = "Import a schedule.json or schedule.xml into an event, or export an event's agenda as one."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("import", help="import a file; whole or not at all")
        load.add_argument("file", type=Path)
        load.add_argument(
            "--event", default="", help="slug of the event; a new one is made where there is none"
        )
        load.add_argument(
            "--office", help="short address of the office; may be left out where there is one only"
        )
        load.add_argument("--zone", default="", help="time zone, when the file names none or a wrong one")
        load.add_argument("--venue", default="", help="name of the venue of its rooms")
        load.add_argument(
            "--take",
            choices=("event", "agenda"),
            help="whether the event takes title, days and zone; a draft does",
        )
        load.add_argument(
            "--drop-vanished", action="store_true", help="drop entries that the file no longer has"
        )
        load.add_argument(
            "--speaker", action="append", default=[], metavar="KEY=UID", help="who a speaker is, or KEY=new"
        )
        load.add_argument("--preview", action="store_true", help="only say what would be done")
        dump = verbs.add_parser("export", help="print an event's agenda as a schedule")
        dump.add_argument("slug")
        dump.add_argument("--format", choices=sorted(WRITERS), default="json")
        dump.add_argument("--public", action="store_true", help="only the public programme")

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs = {"import": self.load, "export": self.dump}
        try:
            verbs[options["verb"]](options)
        except InvalidScheduleError as invalid:
            listed = "\n".join(
                f"  {one.where} {one.label}: {one}" if one.label else f"  {one.where}: {one}"
                for one in invalid.mistakes
            )
            raise CommandError(f"{options['file']} was not imported:\n{listed}") from invalid
        except DomainError as exc:
            raise CommandError(exc.message) from exc

    def load(self, options: dict[str, Any]) -> None:
        event = Event.objects.select_related("office").filter(slug=options["event"] or None).first()
        office = event.office if event else _office(options["office"])
        try:
            content = options["file"].read_bytes()
        except OSError as exc:
            raise CommandError(f"{options['file']} cannot be read: {exc.strerror}.") from exc
        how: dict[str, Any] = {"office": office, "event": event, "choices": _choices(options)}
        if options["preview"]:
            plan = preview(content, **how)
            if plan.findings.mistakes:
                raise InvalidScheduleError(plan.findings.mistakes)
        else:
            plan = import_schedule(content, slug=options["event"], by="command", at=timezone.now(), **how)
        self._tell(plan, options)

    def _tell(self, plan: Plan, options: dict[str, Any]) -> None:
        for remark in plan.findings.remarks:
            self.stderr.write(f"{remark.where} {remark.label}: {remark.text}")
        for item in plan.vanished:
            if item not in plan.dropping:
                self.stderr.write(f"no longer in the file, and kept: {item}")
        told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in plan.counts.items() if count)
        said = "would be imported" if options["preview"] else f"is imported into {plan.event.slug}"
        self.stdout.write(f"{options['file']} {said}: {told or 'nothing to change'}")

    def dump(self, options: dict[str, Any]) -> None:
        event = Event.objects.defer("search").filter(slug=options["slug"]).first()
        if event is None:
            raise CommandError(f"There is no event {options['slug']!r}.")
        text = WRITERS[options["format"]](collect(event, public=options["public"])).decode()
        self.stdout.write(text, ending="")


def _choices(options: dict[str, Any]) -> Choices:
    speakers = {}
    for one in options["speaker"]:
        key, found, uid = one.rpartition("=")
        if not found:
            raise CommandError(f"{one!r} is not KEY=UID.")
        speakers[key] = uid
    take = None if options["take"] is None else options["take"] == "event"
    drop: Drop = DROP_ALL if options["drop_vanished"] else frozenset()
    return Choices(
        zone=options["zone"], venue=options["venue"], take_event=take, speakers=speakers, drop=drop
    )


def _office(slug: str | None) -> Office:
    offices = list(Office.objects.filter(slug=slug) if slug else Office.objects.all()[:2])
    if len(offices) == 1:
        return offices[0]
    if slug:
        raise CommandError(f"There is no office {slug!r}.")
    raise CommandError(
        "Name the office with --office." if offices else "There is no office yet: `manage.py office create`."
    )
