"""Test data. Records of the directory are made by their verbs, so they carry what search and order read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeVar

import factory
from django.db.models import Model
from django.utils import timezone
from factory.django import DjangoModelFactory

from base.dates import PartialDate, span_of
from events.models import Event
from people.models import Invitation, Office, Organization, Person, Post, Role, RoleName, User
from people.services import directory

M = TypeVar("M", bound=Model)
PASSWORD = "a long password for tests"


class ModelFactory(DjangoModelFactory[M]):
    """Says to the type checker that calling a factory gives a record."""

    if TYPE_CHECKING:

        def __new__(cls, *args: Any, **kwargs: Any) -> M: ...  # type: ignore[misc]


class OfficeFactory(ModelFactory[Office]):
    class Meta:
        model = Office

    name = factory.Sequence(lambda n: f"Office {n}")
    slug = factory.Sequence(lambda n: f"office-{n}")
    country = "CN"
    zone = "Asia/Shanghai"
    contact_email = factory.LazyAttribute(lambda o: f"contact@{o.slug}.example.org")


class UserFactory(ModelFactory[User]):
    """`UserFactory(office=office, role="viewer")`, several as `roles=("editor", "reviewer")`; without an office no role."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    name = factory.Sequence(lambda n: f"User {n}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> User:
        office, roles = kwargs.pop("office", None), kwargs.pop("roles", ())
        role = kwargs.pop("role", RoleName.ADMINISTRATOR.value)
        user = User.objects.create_user(**{"password": PASSWORD, **kwargs})
        if office is not None:
            Role.objects.bulk_create(Role(user=user, office=office, name=name) for name in roles or (role,))
        return user


class InvitationFactory(ModelFactory[Invitation]):
    class Meta:
        model = Invitation

    office = factory.SubFactory(OfficeFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    role = RoleName.VIEWER.value
    invited_by = factory.LazyAttribute(lambda o: UserFactory(office=o.office))
    expires_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=14))


class OrganizationFactory(ModelFactory[Organization]):
    class Meta:
        model = Organization

    office = factory.SubFactory(OfficeFactory)
    name_en = factory.Sequence(lambda n: f"Organization {n}")
    country = "BR"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Organization:
        return directory.add_organization(by="system", at=timezone.now(), **kwargs)


class PersonFactory(ModelFactory[Person]):
    class Meta:
        model = Person

    office = factory.SubFactory(OfficeFactory)
    given_name = "Participant"
    family_name = factory.Sequence(lambda n: f"{n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    country = "BR"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Person:
        return directory.add_person(by="system", at=timezone.now(), **kwargs)


class PostFactory(ModelFactory[Post]):
    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    organization = factory.LazyAttribute(lambda o: OrganizationFactory(office=o.person.office))
    title_en = "Director"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Post:
        return directory.add_post(by="system", at=timezone.now(), **kwargs)


class EventFactory(ModelFactory[Event]):
    """A draft in the office's zone, 30 days ahead, 09:00 to 17:00, unless said otherwise."""

    class Meta:
        model = Event

    office = factory.SubFactory(OfficeFactory)
    slug = factory.Sequence(lambda n: f"event-{n}")
    kind = "seminar"
    title_en = factory.Sequence(lambda n: f"Seminar {n}")
    zone = factory.LazyAttribute(lambda o: o.office.zone)
    country = "CN"
    city = "Beijing"
    start_on = factory.LazyFunction(lambda: PartialDate.of(timezone.localdate() + dt.timedelta(days=30)))
    start_time = dt.time(9)
    end_time = dt.time(17)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Event:
        event = model_class(**kwargs)
        first, last = span_of(event.start_on, event.start_time, event.end_on, event.end_time, event.zone)
        event.starts_at, event.ends_at = kwargs.get("starts_at", first), kwargs.get("ends_at", last)
        event.save(force_insert=True)
        return event
