"""A person who logs in."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from base.languages import Language
from people.validators import validate_zone

if TYPE_CHECKING:
    from people.models.access import Office, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.ENGLISH)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email", "name"})

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def _roles(self) -> list[Role]:
        return list(self.roles.select_related("office").order_by("office__name", "name"))

    @cached_property
    def roles_by_office(self) -> dict[int, frozenset[str]]:
        """Office id → names of the roles held there; one query for the life of the object."""
        found: dict[int, set[str]] = {}
        for role in self._roles:
            found.setdefault(role.office_id, set()).add(role.name)
        return {office_id: frozenset(names) for office_id, names in found.items()}

    @property
    def offices(self) -> list[Office]:
        """The offices in which the user holds a role, by name."""
        return list({role.office_id: role.office for role in self._roles}.values())

    @property
    def first_office(self) -> Office | None:
        """The office of the role held longest: where a person works until they choose another."""
        first = min(self._roles, key=lambda role: role.pk, default=None)
        return first.office if first else None

    @property
    def office_ids(self) -> list[int]:
        return list(self.roles_by_office)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and bool(rules.has_perm(perm, self, obj))

    def has_module_perms(self, app_label: str) -> bool:
        return False
