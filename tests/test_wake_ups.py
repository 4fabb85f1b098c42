"""Work is a row before it is a message: tasks are alarm clocks, and the broker holds nothing that must happen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from agreements import tasks as agreement_tasks
from config.celery import HARD_LIMIT, SOFT_LIMIT, app
from delegations import tasks as delegation_tasks
from events import tasks as event_tasks
from people import tasks as people_tasks
from people.services import mail_line, webhook_line
from people.services.claiming import BUDGET
from reports import tasks as report_tasks

ROOT = Path(settings.BASE_DIR)
ROOMS = ("base", "people", "events", "delegations", "agreements", "reports", "config")
WAKING = "base/waking.py"
"""The one place that speaks to the broker."""
LONGEST_DELAY = 60  # seconds
WAKE_UPS = frozenset(
    {
        "people.tasks.drain",
        "people.tasks.drain_webhooks",
        "events.tasks.plan_due",
        "agreements.tasks.plan_deadlines",
        "reports.tasks.build_waiting",
    }
)
"""What may be woken up by name: each looks for its work in the database."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def too_long_delays(name: str, tree: ast.Module) -> list[str]:
    """Calls with `eta`, or with a `countdown` that is no number, or more than a minute."""
    known = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = []
    for node in ast.walk(tree):
        pairs: list[tuple[str, ast.expr]] = []
        if isinstance(node, ast.Call):
            pairs = [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg]
        elif isinstance(node, ast.Dict):
            pairs = [
                (key.value, value)
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            ]
        for keyword, value in pairs:
            if keyword == "eta":
                found.append(f"{name}:{node.lineno} eta")
            if keyword == "countdown":
                stated = value.value if isinstance(value, ast.Constant) else None
                stated = known.get(value.id) if isinstance(value, ast.Name) else stated
                if not isinstance(stated, int | float) or stated > LONGEST_DELAY:
                    found.append(f"{name}:{node.lineno} countdown")
    return found


def task_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(
            "shared_task" in ast.unparse(one) or ".task" in ast.unparse(one) for one in node.decorator_list
        )
    ]


def calls_of_tasks(name: str, tree: ast.Module) -> list[str]:
    """Calls that hand work to the broker."""
    names = {"delay", "apply_async", "send_task", "apply"}
    return [
        f"{name}:{node.lineno} {node.func.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
    ]


def test_nothing_waits_in_the_broker_for_longer_than_a_minute() -> None:
    assert [line for name, tree in sources() for line in too_long_delays(name, tree)] == []


def test_only_one_place_speaks_to_the_broker() -> None:
    assert [line for name, tree in sources() if name != WAKING for line in calls_of_tasks(name, tree)] == []


def test_tasks_take_ids_only_and_do_one_thing() -> None:
    wrong = []
    for name, tree in sources():
        for task in task_functions(tree):
            if not name.endswith("/tasks.py"):
                wrong.append(f"{name} {task.name} stands outside of tasks.py")
            arguments = [*task.args.posonlyargs, *task.args.args, *task.args.kwonlyargs]
            for argument in arguments:
                kind = ast.unparse(argument.annotation) if argument.annotation else ""
                if kind not in ("int", "list[int]") or not argument.arg.startswith(("pk", "id")):
                    wrong.append(f"{name} {task.name}({argument.arg}: {kind})")
            if task.args.vararg or task.args.kwarg:
                wrong.append(f"{name} {task.name} takes anything")
    assert not wrong


def test_whoever_is_woken_up_is_asked_by_the_clock_as_well() -> None:
    """A lost message costs time only: everything that may be woken up is in the schedule of beat."""
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled >= WAKE_UPS
    woken = set()
    for _name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("waking.wake"):
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    woken.add(argument.value)
    assert woken <= WAKE_UPS


QUEUES = {
    people_tasks: "notices",
    report_tasks: "reports",
    event_tasks: "default",
    agreement_tasks: "default",
    delegation_tasks: "default",
}


def own_tasks() -> dict[str, str]:
    """Name of each task of the house → the queue it belongs into."""
    return {
        one.name: queue
        for module, queue in QUEUES.items()
        for one in vars(module).values()
        if hasattr(one, "apply_async")
    }


def test_every_task_has_one_of_the_three_queues() -> None:
    assert {queue.name for queue in app.conf.task_queues} == {"notices", "reports", "default"}
    written = sum(len(task_functions(tree)) for _name, tree in sources())
    assert len(own_tasks()) == written  # none stands in a room that is not looked at here
    taken = {name: app.amqp.router.route({}, name)["queue"].name for name in own_tasks()}
    assert taken == own_tasks()


def test_every_task_is_called_by_the_clock() -> None:
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} == set(own_tasks())


def test_a_task_is_neither_lost_with_its_worker_nor_handed_out_twice() -> None:
    conf = app.conf
    assert conf.task_acks_late is True
    assert conf.task_reject_on_worker_lost is True
    assert conf.worker_prefetch_multiplier == 1
    assert (
        conf.task_soft_time_limit < conf.task_time_limit < conf.broker_transport_options["visibility_timeout"]
    )


def test_a_slow_server_brings_no_task_to_its_limit() -> None:
    """What is killed in the middle of a mail is in doubt; so the last portion begins early enough."""
    longest = max(mail_line.SECONDS, webhook_line.SECONDS)
    assert people_tasks.SECONDS + BUDGET.total_seconds() + longest <= SOFT_LIMIT < HARD_LIMIT


@pytest.mark.parametrize(
    "line",
    [
        "build.apply_async([1], eta=tomorrow)",
        "build.apply_async([1], countdown=61)",
        "build.apply_async([1], countdown=some())",
        "options = {'countdown': 3600}",
        "LATER = 90\nbuild.apply_async(countdown=LATER)",
    ],
)
def test_the_bans_would_notice(line: str) -> None:
    assert too_long_delays("some.py", ast.parse(line))


def test_a_call_past_the_one_place_would_be_noticed() -> None:
    assert calls_of_tasks("some.py", ast.parse("build.delay(report.pk)"))
