"""Example data of the first start: four offices, so that isolation can be seen, and the five real events of `reports/examples`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from base.dates import PartialDate
from events.models import Event
from events.services import agenda, lifecycle, schedule, tasks
from people.models import Office, RoleName, User
from people.services import access, accounts
from reports.dossier.check import read_dossier
from reports.dossier.load import load
from reports.services.demo_results import make_examples

EXAMPLES = Path(__file__).parent.parent / "examples"
PASSWORD = "entente-demo"
COMMAND = "command"
DAYS_AHEAD = 30


@dataclass(frozen=True, slots=True)
class DemoOffice:
    name: str
    slug: str
    language: str
    examples: tuple[str, ...]
    has_sample: bool = False


OFFICES = (
    DemoOffice(
        "MOFCOM Training Base for International Business Officials (Shanghai)",
        "training-base",
        "en",
        ("s2.json",),
        has_sample=True,
    ),
    DemoOffice(
        "China-LAC Technology Transfer Center", "clttc", "en", ("s0.json", "s1.json"), has_sample=True
    ),
    DemoOffice("Guizhou Science and Technology Department", "guizhou", "en", ("s3.json",)),
    DemoOffice("Guangxi Science and Technology Department", "guangxi", "en", ("s4.json",)),
)
LOG_INS = (
    ("administrator@training-base.example", RoleName.ADMINISTRATOR, "training-base"),
    ("organizer@training-base.example", RoleName.ORGANIZER, "training-base"),
    ("reviewer@training-base.example", RoleName.REVIEWER, "training-base"),
    ("viewer@training-base.example", RoleName.VIEWER, "training-base"),
    ("administrator@clttc.example", RoleName.ADMINISTRATOR, "clttc"),
    ("protocol@clttc.example", RoleName.PROTOCOL, "clttc"),
    ("administrator@guizhou.example", RoleName.ADMINISTRATOR, "guizhou"),
    ("administrator@guangxi.example", RoleName.ADMINISTRATOR, "guangxi"),
)


@transaction.atomic
def load_demo(*, at: dt.datetime) -> list[Event]:
    """Make the offices, their log-ins, the example events and two events to try registration with."""
    events: list[Event] = []
    for demo in OFFICES:
        office = _office(demo, at)
        for name in demo.examples:
            dossier = read_dossier((EXAMPLES / name).read_bytes())
            events.append(load(dossier, office=office, by=COMMAND, at=at).event)
        if demo.has_sample:
            sample = _sample_event(office, at)
            make_examples(sample, at=at)
            events.append(sample)
    # The organizer of the first office also looks into the others, so that switching can be tried.
    organizer = User.objects.get(email=LOG_INS[1][0])
    for office in Office.objects.filter(slug__in=[demo.slug for demo in OFFICES[1:]]).order_by("pk"):
        access.grant(user=organizer, office=office, role=RoleName.VIEWER, by=COMMAND, at=at)
    return events


def _office(demo: DemoOffice, at: dt.datetime) -> Office:
    administrator, *others = [(email, role) for email, role, slug in LOG_INS if slug == demo.slug]
    office, _user = access.create_office(
        name=demo.name,
        slug=demo.slug,
        admin_email=administrator[0],
        admin_name="Administrator",
        language=demo.language,
        zone="Asia/Shanghai",
        country="CN",
        password=PASSWORD,
        at=at,
    )
    access.amend_office(
        office,
        {
            "contact_email": f"contact@{demo.slug}.example",
            "privacy_notice_en": "Your details are kept to run this event, seen only by this office, and deleted on request.",
            "privacy_notice_zh_hans": "您的信息仅用于举办本次活动，仅本办公室可见，并可应您的要求删除。",
            "privacy_notice_es": "Sus datos se conservan para organizar este evento, solo los ve esta oficina y se borran a petición suya.",
            "privacy_notice_pt": "Seus dados são mantidos para realizar este evento, vistos apenas por este escritório e apagados a seu pedido.",
        },
        by=COMMAND,
        at=at,
    )
    for email, role in others:
        user = accounts.make_account(
            email=email,
            name=str(role.label).capitalize(),
            language=demo.language,
            zone="Asia/Shanghai",
            password=PASSWORD,
        )
        access.grant(user=user, office=office, role=role, by=COMMAND, at=at)
    return office


def _sample_event(office: Office, at: dt.datetime) -> Event:
    """A made-up event, said to be one, that is open for registration."""
    day = (at + dt.timedelta(days=DAYS_AHEAD)).date()
    event = schedule.schedule(
        office=office,
        kind="seminar",
        mode="hybrid",
        slug=f"sample-seminar-{office.slug}",
        title_en="Sample seminar: try Entente here",
        title_zh_hans="示例研讨会：在此试用 Entente",
        title_es="Seminario de muestra: pruebe Entente aquí",
        title_pt="Seminário de exemplo: experimente o Entente aqui",
        summary_en="This event is no real one. Register, change your registration, cancel it: mails land in the test mailbox.",
        summary_zh_hans="本活动并非真实活动。您可以报名、修改报名、取消报名：邮件会进入测试邮箱。",
        summary_es="Este evento no es real. Inscríbase, cambie su inscripción, cancélela: los correos llegan al buzón de prueba.",
        summary_pt="Este evento não é real. Inscreva-se, altere a inscrição, cancele-a: os e-mails chegam à caixa de teste.",
        city="Shanghai",
        country="CN",
        zone="Asia/Shanghai",
        start_on=PartialDate.of(day),
        start_time=dt.time(9, 0),
        end_time=dt.time(17, 0),
        capacity=50,
        join_url="https://meeting.example/sample",
        by=COMMAND,
        at=at,
    )
    for start, end, kind, title in SAMPLE_AGENDA:
        agenda.add_item(
            event=event,
            kind=kind,
            on=PartialDate.of(day),
            start_time=start,
            end_time=end,
            by=COMMAND,
            at=at,
            **title,
        )
    for what, days in (
        ("Book the interpreters", 21),
        ("Send the agenda to the speakers", 14),
        ("Print the name plates", 2),
    ):
        tasks.add_task(event=event, what=what, due_on=day - dt.timedelta(days=days), by=COMMAND, at=at)
    return lifecycle.move_event(event, to="published", by=COMMAND, at=at)


SAMPLE_AGENDA: tuple[tuple[dt.time, dt.time, str, dict[str, Any]], ...] = (
    (dt.time(9), dt.time(9, 30), "opening", {"title_en": "Opening", "title_zh_hans": "开幕", "title_es": "Apertura", "title_pt": "Abertura"}),
    (dt.time(9, 30), dt.time(11), "panel", {"title_en": "Panel on joint laboratories", "title_zh_hans": "联合实验室圆桌讨论", "title_es": "Mesa sobre laboratorios conjuntos", "title_pt": "Painel sobre laboratórios conjuntos"}),
    (dt.time(11), dt.time(11, 20), "break", {"title_en": "Break", "title_zh_hans": "茶歇", "title_es": "Pausa", "title_pt": "Intervalo"}),
    (dt.time(11, 20), dt.time(12, 30), "matchmaking", {"title_en": "Matchmaking", "title_zh_hans": "对接洽谈", "title_es": "Encuentros bilaterales", "title_pt": "Encontros bilaterais"}),
    (dt.time(14), dt.time(17), "site_visit", {"title_en": "Site visit", "title_zh_hans": "实地考察", "title_es": "Visita", "title_pt": "Visita técnica"}),
)  # fmt: skip
