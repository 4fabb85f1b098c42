"""/healthz: whether the database and the broker answer."""

from django.conf import settings
from health_check.views import HealthCheckView
from redis.asyncio import Redis


def _redis() -> Redis:
    return Redis.from_url(settings.REDIS_URL, socket_connect_timeout=3)


healthz = HealthCheckView.as_view(
    checks=["health_check.checks.Database", ("health_check.contrib.redis.Redis", {"client_factory": _redis})]
)
