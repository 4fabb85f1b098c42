from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from people import letters, policies, webhook_notices  # noqa: F401  (policies registers the permissions)

        letters.register()
        webhook_notices.register()
