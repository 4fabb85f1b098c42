import pytest
from django.test import Client

from people.models import Office, User
from tests.factories import OfficeFactory, UserFactory


@pytest.fixture
def office(db: None) -> Office:
    return OfficeFactory(name="Training Base", slug="training-base")


@pytest.fixture
def other_office(db: None) -> Office:
    return OfficeFactory(name="Technology Centre", slug="technology-centre")


@pytest.fixture
def admin(office: Office) -> User:
    return UserFactory(office=office, role="administrator")


@pytest.fixture
def editor(office: Office) -> User:
    return UserFactory(office=office, role="editor")


@pytest.fixture
def as_admin(admin: User) -> Client:
    return logged_in(admin)


@pytest.fixture
def as_editor(editor: User) -> Client:
    return logged_in(editor)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
