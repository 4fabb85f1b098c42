"""Offices, and who may work in them: invitations and roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from base.errors import Conflict, Invalid
from base.records import keys
from people.models import Invitation, Office, Role, RoleName, User
from people.services import accounts, journal, outbox, records
from people.services.journal import Actor
from people.services.precedence import found_conventions

INVITATION_DAYS = 14
INVITATION_KIND = "people.invitation"


@transaction.atomic
def create_office(
    *,
    name: str,
    slug: str,
    admin_email: str,
    at: dt.datetime,
    by: Actor = "command",
    admin_name: str = "",
    language: str = "en",
    zone: str = "UTC",
    country: str = "",
    password: str | None = None,
) -> tuple[Office, User]:
    """An office with its first administrator, who may have an account already. Raises Invalid, Conflict."""
    office = Office(
        name=name, slug=slug, language=language, zone=zone, country=country, contact_email=admin_email
    )
    records.create(office, by=by, at=at)
    found_conventions(office, by=by, at=at)
    user = _user_of(admin_email)
    if user is None:
        user = accounts.make_account(
            email=admin_email, name=admin_name or admin_email, language=language, zone=zone, password=password
        )
    grant(user=user, office=office, role=RoleName.ADMINISTRATOR, by=by, at=at)
    return office, user


def amend_office(
    office: Office, changes: Mapping[str, Any], *, by: Actor, at: dt.datetime, expected: int | None = None
) -> list[str]:
    """Returns the names of the fields that changed. Raises Invalid, Stale."""
    return records.amend(office, changes, by=by, at=at, expected=expected)


@transaction.atomic
def invite(
    *, office: Office, email: str, role: str, by: User, at: dt.datetime, language: str = ""
) -> Invitation:
    """Ask a colleague by mail to join in a role; an invitation that lapsed is replaced. Raises Invalid, Conflict."""
    email = email.strip().lower()
    _lock(office)
    if Role.objects.filter(office=office, user__email=email, name=role).exists():
        raise Conflict(_("This person holds the role already."), field="email")
    earlier = Invitation.objects.filter(
        office=office, email=email, role=role, accepted_at=None, withdrawn_at=None
    )
    if earlier.open(at).exists():
        raise Conflict(
            _("This person is invited already. Send the invitation again, or withdraw it first."),
            field="email",
        )
    earlier.update(withdrawn_at=at)
    invitation = Invitation(
        office=office,
        email=email,
        role=role,
        language=language or office.language,
        invited_by=by,
        expires_at=at + dt.timedelta(days=INVITATION_DAYS),
    )
    records.create(invitation, by=by, at=at, verb="invited")
    _send(invitation, at)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: User, at: dt.datetime) -> None:
    """The same link by a new mail, and the time to accept starts again. Raises Conflict."""
    locked = _open_or_lapsed(invitation)
    changes = {"expires_at": at + dt.timedelta(days=INVITATION_DAYS)}
    records.amend(locked, changes, by=by, at=at, verb="invited again")
    _send(locked, at)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, at: dt.datetime) -> None:
    """The link opens nothing from now on. Raises Conflict when it was accepted or withdrawn."""
    locked = _open_or_lapsed(invitation)
    records.amend(locked, {"withdrawn_at": at}, by=by, at=at, verb="withdrew invitation")
    outbox.withdraw(about=keys(invitation=locked.pk)[0], at=at)


@transaction.atomic
def accept(invitation: Invitation, *, at: dt.datetime, name: str = "", password: str | None = None) -> User:
    """Give the role to the account of the invited address, which is made when there is none.

    Raises Conflict when the invitation is no longer open, Invalid when a new account lacks its name or password.
    """
    locked = _open_or_lapsed(invitation)
    if locked.expires_at <= at:
        raise Conflict(_("This invitation has expired."))
    user = _user_of(locked.email)
    if user is None:
        user = _newcomer(locked, name=name, password=password)
    elif not user.is_active:
        raise Conflict(_("The account of this address is closed. Ask the administrator of the office."))
    records.amend(locked, {"accepted_at": at}, by=user, at=at, verb="accepted invitation")
    grant(user=user, office=locked.office, role=locked.role, by=user, at=at)
    return user


@transaction.atomic
def grant(*, user: User, office: Office, role: str, by: Actor, at: dt.datetime) -> None:
    """Give a role; one that is held already stays as it is. Raises Invalid for a role that does not exist."""
    _demand_role(role)
    _held, new = Role.objects.get_or_create(user=user, office=office, name=role)
    if new:
        _record(user, office, f"granted {role}", by=by, at=at)
        _forget_roles(user)


@transaction.atomic
def revoke(*, user: User, office: Office, role: str, by: Actor, at: dt.datetime) -> None:
    """Take a role away. Raises Conflict when the office would have no administrator left."""
    _demand_role(role)
    _lock(office)
    held, _by_model = Role.objects.filter(user=user, office=office, name=role).delete()
    if not held:
        return
    if not Role.objects.filter(office=office, name=RoleName.ADMINISTRATOR, user__is_active=True).exists():
        raise Conflict(_("An office needs an administrator. Give the role to somebody else first."))
    _record(user, office, f"revoked {role}", by=by, at=at)
    _forget_roles(user)


@transaction.atomic
def set_roles(*, user: User, office: Office, roles: Iterable[str], by: Actor, at: dt.datetime) -> None:
    """Exactly these roles, none to remove the person from the office. Raises Invalid, Conflict."""
    _lock(office)
    wanted = set(roles)
    held = set(Role.objects.filter(user=user, office=office).values_list("name", flat=True))
    for role in sorted(wanted - held):
        grant(user=user, office=office, role=role, by=by, at=at)
    for role in sorted(held - wanted):
        revoke(user=user, office=office, role=role, by=by, at=at)


def _lock(office: Office) -> None:
    """Changes of who belongs to one office follow one another."""
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)


def _user_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def _newcomer(invitation: Invitation, *, name: str, password: str | None) -> User:
    if not name.strip():
        raise Invalid(_("State your name."), field="name")
    if not password:
        raise Invalid(_("Choose a password."), field="password")
    return accounts.make_account(
        email=invitation.email,
        name=name,
        language=invitation.language,
        zone=invitation.office.zone,
        password=password,
    )


def _open_or_lapsed(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("office").get(pk=invitation.pk)
    if locked.accepted_at:
        raise Conflict(_("This invitation was accepted already."))
    if locked.withdrawn_at:
        raise Conflict(_("This invitation was withdrawn."))
    return locked


def _send(invitation: Invitation, at: dt.datetime) -> None:
    letter = outbox.Letter(
        office_id=invitation.office_id,
        recipient=keys(invitation=invitation.pk)[0],
        address=invitation.email,
        kind=INVITATION_KIND,
        occurrence=f"{invitation.uid.hex}:{invitation.version}",
        due_at=at,
        language=invitation.language,
        data={"invitation": invitation.pk},
        about=invitation.about,
    )
    outbox.enqueue([letter])


def _demand_role(role: str) -> None:
    if role not in RoleName.values:
        raise Invalid(_("“%(role)s” is not a role.") % {"role": role}, field="role")


def _record(user: User, office: Office, verb: str, *, by: Actor, at: dt.datetime) -> None:
    journal.write([journal.entry(office, verb, by=by, at=at, about=keys(office=office.pk, user=user.pk))])


def _forget_roles(user: User) -> None:
    """The object in hand shows its new roles."""
    for cached in ("_roles", "roles_by_office"):
        user.__dict__.pop(cached, None)
