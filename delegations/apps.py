from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "delegations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from delegations import policies  # noqa: F401  (registers the permissions)
