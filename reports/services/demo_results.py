"""Example agreements, follow-ups and projects of a sample event: made up, and called examples wherever they are named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from agreements.models import Agreement, Outcome
from agreements.services import follow_up_progress, follow_ups, project_stages, projects, signings
from agreements.services.agreements import record_agreement
from agreements.services.outcomes import record_outcome
from agreements.services.project_stages import Entered
from base.dates import PartialDate
from base.languages import CODES, column
from events.models import Event
from events.services import agenda
from people.models import Organization
from people.services import directory

COMMAND = "command"
SIGNING_BEGINS, SIGNING_ENDS = dt.time(12, 30), dt.time(13, 0)


@dataclass(frozen=True, slots=True)
class Sample:
    """The event that the examples belong to, two made-up bodies, and the day on which they are loaded."""

    event: Event
    bodies: tuple[Organization, Organization]
    at: dt.datetime

    @property
    def today(self) -> dt.date:
        return self.at.astimezone(ZoneInfo(self.event.office.zone)).date()

    @property
    def doing(self) -> dict[str, Any]:
        return {"by": COMMAND, "at": self.at}

    def day(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def on(self, days: int) -> PartialDate:
        return PartialDate.of(self.day(days))


def make_examples(event: Event, *, at: dt.datetime) -> None:
    """An agreement that expires soon, a signing in preparation, follow-ups and projects in each stage that matters."""
    sample = Sample(event, _bodies(event, at), at)
    in_force = _agreement_in_force(sample)
    _signing_in_preparation(sample)
    outcome = record_outcome(
        event=event, kind="consensus", actors=sample.bodies, **sample.doing,
        **said("text", "Example: both sides want to set up a joint laboratory.", "示例：双方愿共建联合实验室。",
               "Ejemplo: ambas partes desean crear un laboratorio conjunto.", "Exemplo: ambas as partes desejam criar um laboratório conjunto."),
    )  # fmt: skip
    _follow_ups(sample, in_force, outcome)
    _projects(sample, in_force, outcome)


def said(field: str, *texts: str) -> dict[str, Any]:
    """English, Chinese, Spanish and Portuguese of a content field, under its columns."""
    return {column(field, code): text for code, text in zip(CODES, texts, strict=True)}


def _bodies(event: Event, at: dt.datetime) -> tuple[Organization, Organization]:
    do: dict[str, Any] = {"office": event.office, "by": COMMAND, "at": at}
    one = directory.add_organization(
        kind="institute", country="CN", **do,
        **said("name", "Example: research institute", "示例：研究所", "Ejemplo: instituto de investigación", "Exemplo: instituto de pesquisa"),
    )  # fmt: skip
    two = directory.add_organization(
        kind="university", country="BR", **do,
        **said("name", "Example: university", "示例：大学", "Ejemplo: universidad", "Exemplo: universidade"),
    )  # fmt: skip
    return one, two


def _agreement_in_force(sample: Sample) -> Agreement:
    """It ends in less than 90 days."""
    return record_agreement(
        office=sample.event.office, kind="mou", state="in_force", parties=sample.bodies, languages=["zh", "pt"], copies=2,
        signed_on=sample.on(-650), effective_on=sample.on(-650), expires_on=sample.on(80), renewal="by_consent", notice_months=2,
        assign=True, **sample.doing,
        **said("title", "Example: memorandum that expires soon", "示例：即将到期的备忘录",
               "Ejemplo: memorando que vence pronto", "Exemplo: memorando que expira em breve"),
    )  # fmt: skip


def _signing_in_preparation(sample: Sample) -> None:
    """At the sample event; its text is not agreed yet and nobody is named who signs, as the check-list says."""
    event = sample.event
    item = agenda.add_item(
        event=event, kind="signing", on=event.start_on, start_time=SIGNING_BEGINS, end_time=SIGNING_ENDS, **sample.doing,
        **said("title", "Signing", "签约仪式", "Firma", "Assinatura"),
    )  # fmt: skip
    agreement = record_agreement(
        office=event.office, event=event, item=item, kind="framework", state="negotiating", parties=sample.bodies,
        languages=["zh", "en"], planned_on=event.start_on, **sample.doing,
        **said("title", "Example: agreement to be signed at the sample seminar", "示例：拟在示例研讨会上签署的协议",
               "Ejemplo: acuerdo que se firmará en el seminario de muestra", "Exemplo: acordo a ser assinado no seminário de exemplo"),
    )  # fmt: skip
    signings.prepare_signing(agreement=agreement, item=item, flags=["CN", "BR"], pens=2, copies={"zh": 2, "en": 2}, **sample.doing)  # fmt: skip


def _follow_ups(sample: Sample, agreement: Agreement, outcome: Outcome) -> None:
    """One is overdue, one is due, one is verified."""
    one, two = sample.bodies
    overdue = follow_ups.add_follow_up(
        cause=agreement, lead=one, due_on=sample.on(-12), priority=1, **sample.doing,
        **said("text", "Example: send the annual report on the memorandum", "示例：提交备忘录年度报告",
               "Ejemplo: enviar el informe anual del memorando", "Exemplo: enviar o relatório anual do memorando"),
    )  # fmt: skip
    follow_up_progress.note_progress(overdue, text="Example: the draft is written.", **sample.doing)
    follow_ups.add_follow_up(
        cause=outcome, lead=two, supporters=[one], due_on=sample.on(6), **sample.doing,
        **said("text", "Example: name the experts of the joint laboratory", "示例：确定联合实验室专家名单",
               "Ejemplo: nombrar a los expertos del laboratorio conjunto", "Exemplo: indicar os especialistas do laboratório conjunto"),
    )  # fmt: skip
    done = follow_ups.add_follow_up(
        cause=sample.event, lead=one, due_on=sample.on(-30), **sample.doing,
        **said("text", "Example: book the hall", "示例：预订会场", "Ejemplo: reservar la sala", "Exemplo: reservar o salão"),
    )  # fmt: skip
    follow_up_progress.report_done(done, text="Example: it is booked.", **sample.doing)
    follow_ups.move_follow_up(done, to="verified", **sample.doing)


def _projects(sample: Sample, agreement: Agreement, outcome: Outcome) -> None:
    """One in each stage; one is past its milestone."""
    one, two = sample.bodies
    projects.add_project(
        origin=outcome, lead=one, partners=[two], amount=2_000_000, currency="CNY", milestone_on=sample.day(45), **sample.doing,
        **said("title", "Example: joint laboratory", "示例：联合实验室", "Ejemplo: laboratorio conjunto", "Exemplo: laboratório conjunto"),
        **said("milestone", "Example: site chosen", "示例：选定场地", "Ejemplo: sede elegida", "Exemplo: local escolhido"),
    )  # fmt: skip
    signed = projects.add_project(
        origin=agreement, lead=two, partners=[one], amount=300_000, currency="USD", **sample.doing,
        **said("title", "Example: exchange of students", "示例：学生交流", "Ejemplo: intercambio de estudiantes", "Exemplo: intercâmbio de estudantes"),
    )  # fmt: skip
    project_stages.move_project(signed, to="signed", on=sample.on(0), **sample.doing)
    running = projects.add_project(
        origin=agreement, lead=one, partners=[two], amount=800_000, currency="CNY", milestone_on=sample.day(-5), recorded=True,
        state="implementing", **sample.doing,
        stages=[Entered("intention", sample.day(-640)), Entered("signed", sample.day(-500)), Entered("implementing", sample.day(-420))],
        **said("title", "Example: field trial", "示例：田间试验", "Ejemplo: ensayo de campo", "Exemplo: ensaio de campo"),
        **said("milestone", "Example: first harvest", "示例：首次收获", "Ejemplo: primera cosecha", "Exemplo: primeira colheita"),
    )  # fmt: skip
    projects.tell(running, text="Example: the seeds are sown.", **sample.doing)
    projects.add_project(
        origin=agreement, lead=two, amount=50_000, currency="USD", recorded=True, state="completed", **sample.doing,
        stages=[Entered("implementing", sample.day(-600)), Entered("completed", sample.day(-100))],
        **said("title", "Example: study visit", "示例：考察交流", "Ejemplo: visita de estudio", "Exemplo: visita de estudo"),
    )  # fmt: skip
