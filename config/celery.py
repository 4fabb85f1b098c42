"""The Celery application, its queues and its clock.

Celery only wakes workers up: what must happen is a row in the database first, so a lost message is found again by
the next beat.
"""

import os
import warnings
from datetime import timedelta

from celery import Celery
from celery.signals import beat_init, celeryd_init
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep
from kombu import Queue

from config.embedded import ensure_servers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

HARD_LIMIT = 300  # seconds after which a task is killed
SOFT_LIMIT = 270  # seconds after which it may say why it gives up

if not settings.PRODUCTION:
    # The container of a developer runs as root.
    warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")

app = Celery("entente")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        # A task that still runs must not be handed out a second time; a message is only taken from a worker that
        # has been silent for longer than any task may run, …
        "visibility_timeout": HARD_LIMIT + 30,
        # … and then within seconds, not at every hundredth poll.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "unacked_mutex_expire": 30,
        "global_keyprefix": settings.KEY_PREFIX,
        "socket_connect_timeout": 5,
        # Who wakes a worker up does not wait for a broker that is down: one more try at once, then the clock's turn.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
        "connect_retries_timeout": 1,
    },
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_hijack_root_logger=False,
    task_time_limit=HARD_LIMIT,
    task_soft_time_limit=SOFT_LIMIT,
    task_serializer="json",
    accept_content=["json"],
    task_default_queue="default",
    task_queues=[Queue("notices"), Queue("reports"), Queue("default")],
    task_create_missing_queues=False,
    task_routes={"people.tasks.*": {"queue": "notices"}, "reports.tasks.*": {"queue": "reports"}},
    enable_utc=True,
    timezone="UTC",
)
app.conf.beat_schedule = {
    # name: task (its room's tasks.py), how often; an expired call is dropped, because the next one does its work
    "drain the outbox": {
        "task": "people.tasks.drain",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 10},
    },
    "tell webhooks": {
        "task": "people.tasks.drain_webhooks",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 10},
    },
    "plan reminders": {
        "task": "events.tasks.plan_due",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "plan reminders of agreements": {
        "task": "agreements.tasks.plan_deadlines",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "delete passport and health data after their retention": {
        "task": "delegations.tasks.delete_outlived",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    "build waiting reports": {
        "task": "reports.tasks.build_waiting",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 30},
    },
    "forget answers to old Idempotency-Keys": {
        "task": "people.tasks.forget_answers",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
}
app.autodiscover_tasks()
# Each line of a task bears its id, and that of the request which woke the worker up.
app.steps["worker"].add(DjangoStructLogInitStep)


@celeryd_init.connect
@beat_init.connect
def hold_servers(**_: object) -> None:
    """A worker and the clock keep the embedded servers running, like everybody who uses them."""
    ensure_servers(create_database=False)
