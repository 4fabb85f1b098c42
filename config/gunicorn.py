"""How gunicorn serves the site, in `manage.py up` and in the container alike."""

import os
from pathlib import Path
from typing import Any

from config import env
from config.logs import LOGGING

bind = f"{env.text('HOST', 'Network address the web server listens on.', '127.0.0.1')}:{os.environ.get('PORT') or 8000}"
workers = env.number("WEB_WORKERS", "Processes of the web server.", 2, low=1)
threads = env.number("WEB_THREADS", "Threads of each web process.", 4, low=1)
worker_class = "gthread"
# One import for all workers: they share its memory, and a broken start is seen at once.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
errorlog = "-"
accesslog = None
# Its own lines may name a client's network address: they go the way of all others.
logconfig_dict: dict[str, Any] = LOGGING | {
    "loggers": LOGGING["loggers"] | {"gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True}}
}
# The heartbeat file must not lie on a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
