"""Who: accounts and offices, the directory, and the records that every change leaves."""

from people.models.access import Invitation, Office, Role, RoleName
from people.models.api_token import ApiToken
from people.models.idempotency import IdempotencyKey
from people.models.identifier import Identifier
from people.models.journal import Entry
from people.models.notice import DevelopmentMail, Notice, NoticeState, NoticeTemplate
from people.models.office_record import OfficeRecord
from people.models.organization import Organization, OrganizationKind, OrganizationLink, Sector
from people.models.person import Person, Post
from people.models.reminder import ReminderRule
from people.models.user import User

__all__ = [
    "ApiToken",
    "DevelopmentMail",
    "Entry",
    "IdempotencyKey",
    "Identifier",
    "Invitation",
    "Notice",
    "NoticeState",
    "NoticeTemplate",
    "Office",
    "OfficeRecord",
    "Organization",
    "OrganizationKind",
    "OrganizationLink",
    "Person",
    "Post",
    "ReminderRule",
    "Role",
    "RoleName",
    "Sector",
    "User",
]
