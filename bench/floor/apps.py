"""allauth's models without its demand for its middleware, which a bare project does not have."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "allauth.account"
    default_auto_field = "django.db.models.AutoField"
