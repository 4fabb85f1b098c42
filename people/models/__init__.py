"""Who: accounts and offices, the directory, and the records that every change leaves."""

from people.models.access import Invitation, Office, Role, RoleName
from people.models.api_token import ApiToken
from people.models.delivery import Allowance, Takeover
from people.models.idempotency import IdempotencyKey
from people.models.identifier import Identifier
from people.models.journal import Entry
from people.models.merger import Merger
from people.models.notice import Channel, DevelopmentMail, Notice, NoticeState, Trouble
from people.models.notice_template import NoticeTemplate
from people.models.office_record import OfficeRecord
from people.models.organization import Organization, OrganizationKind, OrganizationLink, Sector
from people.models.person import Person, Post
from people.models.precedence import Precedence
from people.models.reminder import ReminderPause, ReminderRule
from people.models.user import User
from people.models.webhook import Webhook

__all__ = [
    "Allowance",
    "ApiToken",
    "Channel",
    "DevelopmentMail",
    "Entry",
    "IdempotencyKey",
    "Identifier",
    "Invitation",
    "Merger",
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
    "Precedence",
    "ReminderPause",
    "ReminderRule",
    "Role",
    "RoleName",
    "Sector",
    "Takeover",
    "Trouble",
    "User",
    "Webhook",
]
