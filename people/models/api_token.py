"""Tokens of the API: hashed and expiring by knox, with the scopes they were given."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken


class ApiToken(AbstractAuthToken):
    class Scope(models.TextChoices):
        READ = "read", _("read")
        WRITE = "write", _("read and write")

    name = models.CharField(_("what it is for"), max_length=100, blank=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), default=list)

    class Meta(AbstractAuthToken.Meta):
        swappable = "KNOX_TOKEN_MODEL"
        verbose_name = _("API token")

    def __str__(self) -> str:
        return self.name or self.token_key
