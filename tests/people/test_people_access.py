"""Offices, roles and invitations through their doors."""

import datetime as dt
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base.errors import Conflict
from people.links import invitation_link, invitation_token
from people.models import Entry, Invitation, Notice, Office, Role, RoleName, User
from people.notices import kind_of
from people.services import access
from tests.factories import (
    InvitationFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)
from tests.people.conftest import logged_in

NEW = {"name": "Newcomer", "password": "correct horse battery"}
ROLES = [role.value for role in RoleName]
KEEPERS = {"administrator", "organizer", "protocol", "editor"}
PAGES = [
    ("people:office", set(ROLES)),
    ("people:organizations", set(ROLES)),
    ("people:persons", set(ROLES)),
    ("people:profile", set(ROLES)),
    ("people:tokens", set(ROLES)),
    ("people:organization_add", KEEPERS),
    ("people:person_add", KEEPERS),
    ("people:office_settings", {"administrator"}),
    ("people:invite", {"administrator"}),
]


def accept_url(invitation: Invitation) -> str:
    return reverse("people:accept_invitation", args=[invitation_token(invitation)])


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_pages(role: str, office: Office) -> None:
    client = logged_in(UserFactory(office=office, role=role))

    for name, allowed in PAGES:
        assert client.get(reverse(name)).status_code == (200 if role in allowed else 403), name


@pytest.mark.django_db
def test_visitors_are_sent_to_the_log_in() -> None:
    for name, _allowed in PAGES:
        answer = Client().get(reverse(name))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(reverse("account_login")), name


def test_records_of_another_office_do_not_exist(as_admin: Client, other_office: Office) -> None:
    person = PersonFactory(office=other_office)
    post = PostFactory(person=person)
    organization = OrganizationFactory(office=other_office)
    colleague = UserFactory(office=other_office)
    invitation = InvitationFactory(office=other_office, invited_by=colleague)
    addresses = [
        ("people:person_edit", person.uid), ("people:person_delete", person.uid), ("people:post_add", person.uid),
        ("people:post_edit", post.uid), ("people:post_delete", post.uid), ("people:organization_edit", organization.uid),
        ("people:organization_delete", organization.uid), ("people:member", colleague.uid),
    ]  # fmt: skip

    for name, uid in addresses:
        assert as_admin.get(reverse(name, args=[uid])).status_code == 404, name
        assert as_admin.post(reverse(name, args=[uid]), {"family_name": "X"}).status_code == 404, name
    for name, uid in [
        ("people:invitation_send", invitation.uid),
        ("people:invitation_withdraw", invitation.uid),
        ("people:organization_link_add", organization.uid),
    ]:
        assert as_admin.post(reverse(name, args=[uid])).status_code == 404, name
    assert person.name not in as_admin.get(reverse("people:persons")).text
    assert str(organization) not in as_admin.get(reverse("people:organizations")).text


def test_invited_newcomer_gets_account_role_and_language(as_admin: Client, office: Office) -> None:
    answer = as_admin.post(
        reverse("people:invite"),
        {"email": "New@Example.org", "role": "editor", "language": "pt"},
        follow=True,
    )
    assert "new@example.org" in answer.text
    invitation = Invitation.objects.get()
    notice = Notice.objects.get()
    assert (notice.kind, notice.address, notice.language) == ("people.invitation", "new@example.org", "pt")
    visitor = Client()

    assert visitor.get(accept_url(invitation)).status_code == 200
    assert not User.objects.filter(email="new@example.org").exists()
    weak = visitor.post(accept_url(invitation), {"name": "Newcomer", "password": "short"})
    assert weak.status_code == 422
    assert "Newcomer" in weak.text
    answer = visitor.post(accept_url(invitation), NEW)

    assert answer.status_code == 302
    assert answer.cookies["django_language"].value == "pt"
    user = User.objects.get(email="new@example.org")
    assert user.check_password(NEW["password"])
    assert user.roles_by_office == {office.pk: frozenset({"editor"})}
    assert visitor.get(reverse("people:office")).status_code == 200
    assert visitor.get(accept_url(invitation)).status_code == 410
    assert set(Entry.objects.values_list("verb", flat=True)) >= {
        "invited",
        "accepted invitation",
        "granted editor",
    }


def test_invitation_letter_has_its_link(office: Office) -> None:
    invitation = access.invite(
        office=office, email="a@example.org", role="viewer", by=UserFactory(office=office), at=timezone.now()
    )
    kind = kind_of("people.invitation")
    notice = Notice.objects.get()
    assert kind

    message = kind.render([notice])[notice.pk]

    assert office.name in message.subject
    assert invitation_link(invitation) in message.text
    assert kind.still_due([notice], timezone.now()) == {notice.pk}
    access.withdraw_invitation(invitation, by=invitation.invited_by, at=timezone.now())
    assert kind.still_due([notice], timezone.now()) == set()


def test_existing_user_accepts_without_a_new_password(office: Office, other_office: Office) -> None:
    user = UserFactory(office=other_office)
    invitation = InvitationFactory(office=office, email=user.email, role="reviewer")
    client = logged_in(user)

    assert "password" not in client.get(accept_url(invitation)).text.lower().replace("change password", "")
    client.post(accept_url(invitation))

    assert set(User.objects.get(pk=user.pk).office_ids) == {office.pk, other_office.pk}


def test_link_for_somebody_else_is_not_accepted(as_admin: Client) -> None:
    invitation = InvitationFactory()

    answer = as_admin.post(accept_url(invitation), NEW)

    assert answer.status_code == 409
    assert invitation.email in answer.text
    assert not User.objects.filter(email=invitation.email).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expires_at": timezone.now() - dt.timedelta(days=1)}, "has expired"),
        ({"withdrawn_at": timezone.now()}, "was withdrawn"),
        ({"accepted_at": timezone.now()}, "accepted already"),
    ],
)
def test_closed_invitations_say_why(changes: dict, words: str) -> None:
    answer = Client().post(accept_url(InvitationFactory(**changes)), NEW)

    assert answer.status_code == 410
    assert words in answer.text
    assert not User.objects.filter(name="Newcomer").exists()


@pytest.mark.django_db
def test_forged_invitation_link_is_no_invitation() -> None:
    url = accept_url(InvitationFactory())

    answer = Client().get(url[:-3] + "xx/")

    assert answer.status_code == 404
    assert "not an invitation" in answer.text


def test_invitation_is_sent_again_and_withdrawn(as_admin: Client, admin: User, office: Office) -> None:
    data = {"email": "b@example.org", "role": "viewer", "language": "en"}
    as_admin.post(reverse("people:invite"), data)
    invitation = Invitation.objects.get()

    assert as_admin.post(reverse("people:invite"), data).status_code == 422
    as_admin.post(reverse("people:invitation_send", args=[invitation.uid]))
    assert Notice.objects.filter(kind="people.invitation").count() == 2
    as_admin.post(reverse("people:invitation_withdraw", args=[invitation.uid]))

    assert set(Notice.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert as_admin.post(reverse("people:invitation_withdraw", args=[invitation.uid])).status_code == 409
    assert as_admin.post(reverse("people:invite"), data).status_code == 302


def test_last_administrator_stays(as_admin: Client, admin: User, office: Office) -> None:
    address = reverse("people:member", args=[admin.uid])

    for data in ({"roles": ["viewer"]}, {"remove": "1"}):
        answer = as_admin.post(address, data)
        assert answer.status_code == 422
        assert "needs an administrator" in answer.text
    assert list(Role.objects.values_list("name", flat=True)) == ["administrator"]

    UserFactory(office=office, role="administrator")
    assert as_admin.post(address, {"roles": ["viewer", "editor"]}).status_code == 302
    assert set(Role.objects.filter(user=admin).values_list("name", flat=True)) == {"viewer", "editor"}


def test_closed_account_counts_as_no_administrator(office: Office, admin: User) -> None:
    UserFactory(office=office, role="administrator", is_active=False)

    with pytest.raises(Conflict):
        access.revoke(user=admin, office=office, role="administrator", by=admin, at=timezone.now())


def test_member_is_removed_from_this_office_only(
    as_admin: Client, office: Office, other_office: Office
) -> None:
    user = UserFactory(office=office, role="viewer")
    Role.objects.create(user=user, office=other_office, name="viewer")

    as_admin.post(reverse("people:member", args=[user.uid]), {"remove": "1"})

    assert user.offices == [other_office]


def test_switching_office(office: Office, other_office: Office) -> None:
    user = UserFactory(office=office, role="viewer")
    Role.objects.create(user=user, office=other_office, name="administrator")
    foreign = OfficeFactory()
    client = logged_in(user)
    switch = reverse("people:switch_office")

    assert client.get(reverse("people:invite")).status_code == 403  # the role held longest comes first
    client.post(switch, {"office": str(other_office.uid)})
    assert client.get(reverse("people:invite")).status_code == 200
    client.post(switch, {"office": str(office.uid)})
    assert client.get(reverse("people:invite")).status_code == 403
    assert client.post(switch, {"office": str(foreign.uid)}).status_code == 404
    assert client.post(switch, {"office": "1"}).status_code == 404
    opened = client.get(switch)
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "This address cannot be opened by itself" in opened.text
    assert 'href="/"' in opened.text
    answer = client.post(switch, {"office": str(other_office.uid), "next": "https://evil.example.org/"})
    assert "evil" not in answer["Location"]


@pytest.mark.django_db
def test_user_without_office_is_told_so() -> None:
    client = logged_in(UserFactory())

    answer = client.get(reverse("people:persons"), follow=True)

    assert "belong to no office" in answer.text
    assert client.get(reverse("people:profile")).status_code == 200


def test_office_settings_are_saved_and_stale_ones_refused(as_admin: Client, office: Office) -> None:
    address = reverse("people:office_settings")
    data = {
        "version": 1, "name": "Training Base of Science", "country": "CN", "language": "zh-hans", "zone": "Asia/Shanghai",
        "contact_name": "Front desk", "contact_email": "desk@example.org", "privacy_notice_en": "What we keep",
    }  # fmt: skip

    assert as_admin.post(address, {**data, "zone": "Mars/Base"}).status_code == 422
    assert as_admin.post(address, data).status_code == 302
    stale = as_admin.post(address, {**data, "name": "Another name"})

    assert stale.status_code == 422
    assert "Another name" in stale.text
    assert 'name="version" value="2"' in stale.text
    office.refresh_from_db()
    assert (office.name, office.language, office.version) == ("Training Base of Science", "zh-hans", 2)


def test_log_in_brings_the_language_of_the_user(office: Office) -> None:
    user = UserFactory(office=office, language="es", password="a long password 7")
    client = Client()

    answer = client.post(reverse("account_login"), {"login": user.email, "password": "a long password 7"})

    assert answer.status_code == 302
    assert answer.cookies["django_language"].value == "es"
    answer = client.post(reverse("set_language"), {"language": "pt", "next": "/"})
    assert answer.cookies["django_language"].value == "pt"


def test_times_stand_on_the_users_clock(office: Office) -> None:
    user = UserFactory(office=office, role="administrator", zone="Pacific/Kiritimati")
    InvitationFactory(office=office, expires_at=dt.datetime(2999, 12, 31, 20, tzinfo=dt.UTC))

    assert "1 January 3000" in logged_in(user).get(reverse("people:office")).text


def test_profile_keeps_zone_and_language(as_admin: Client, admin: User) -> None:
    answer = as_admin.post(
        reverse("people:profile"), {"name": "N. N.", "language": "pt", "zone": "America/Sao_Paulo"}
    )

    assert answer.cookies["django_language"].value == "pt"
    admin.refresh_from_db()
    assert (admin.name, admin.language, admin.zone) == ("N. N.", "pt", "America/Sao_Paulo")


def test_office_create_makes_the_first_administrator(
    capsys: pytest.CaptureFixture, transactional_db: None
) -> None:
    call_command(
        "office",
        "create",
        "--name",
        "Office",
        "--slug",
        "office",
        "--admin-email",
        "Boss@example.org",
        "--zone",
        "Asia/Shanghai",
    )

    link = re.search(r"http\S+", capsys.readouterr().out)
    assert link
    user = User.objects.get()
    assert user.roles_by_office == {Office.objects.get().pk: frozenset({"administrator"})}
    client = Client()
    form = client.get(link.group().split("localhost:", 1)[1].split("/", 1)[1].join(["/", ""]), follow=True)
    answer = client.post(
        form.request["PATH_INFO"],
        {"password1": "correct horse battery", "password2": "correct horse battery"},
    )
    assert answer.status_code == 302
    assert User.objects.get().check_password("correct horse battery")

    with pytest.raises(CommandError, match="slug"):
        call_command(
            "office", "create", "--name", "Two", "--slug", "office", "--admin-email", "x@example.org"
        )
    with pytest.raises(CommandError, match="zone"):
        call_command(
            "office",
            "create",
            "--name",
            "Two",
            "--slug",
            "two",
            "--admin-email",
            "x@example.org",
            "--zone",
            "Moon",
        )
    assert Office.objects.count() == 1
