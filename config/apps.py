from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Makes the application of config.celery the one that every shared task belongs to.
        from config import celery, pulse  # noqa: F401  (pulse listens to the tasks)
