"""What every test stands on: the embedded servers, a clean cache, no silent skip."""

import os
from collections.abc import Generator, Iterator

import pytest
import redis
from django.conf import settings

from config.celery import app as celery_app
from config.embedded import ensure_servers

pytest_plugins = ["tests.browser", "tests.mailserver", "tests.webserver", "tests.worker"]

# Playwright keeps an event loop in the main thread, where tests also use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
IN_CI = bool(os.environ.get("CI"))


def pytest_configure(config: pytest.Config) -> None:
    ensure_servers(create_database=False)
    # Tests run on several cores, each with a database and keys of its own; pytest-django names the database alike.
    name = "_".join(filter(None, (settings.TEST_DATABASE_NAME, os.environ.get("PYTEST_XDIST_WORKER"))))
    settings.TEST_DATABASE_NAME = name
    settings.KEY_PREFIX = f"{name}:"
    settings.CACHES["default"]["KEY_PREFIX"] = name
    celery_app.conf.broker_transport_options["global_keyprefix"] = f"{name}:"
    settings.DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = (
        True  # looks files up one by one instead of listing them for every client
    )


@pytest.fixture(autouse=True)
def clean_cache() -> None:
    """Empty the cache, with its rate limits, and the queues — of this test database only."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    prefix = settings.KEY_PREFIX
    keys = list(client.scan_iter(match=f"{prefix}1:*", count=1000))
    keys += [
        f"{prefix}{queue}".encode() for queue in ("notices", "reports", "default", "unacked", "unacked_index")
    ]
    client.delete(*keys)
    client.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and nothing may be skipped in CI: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped, and nothing may be skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def language() -> Iterator[None]:
    """Leaves the language of the thread as it was."""
    from django.utils import translation

    before = translation.get_language()
    yield
    if before:
        translation.activate(before)
