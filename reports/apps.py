from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reports import (
            notices,
            policies,  # noqa: F401  (registers the permissions)
            topics,
        )

        notices.register()
        topics.register()
