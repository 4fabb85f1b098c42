"""The words for the coded values of a dossier, in the language that is active."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop, ngettext, pgettext
from django.utils.translation import gettext as _

from reports.dossier.vocabulary import (
    AgendaKind,
    AgreementKind,
    AgreementState,
    BodyRole,
    CreditRole,
    EventKind,
    EventMode,
    EventState,
    FollowUpState,
    Manner,
    OutcomeKind,
    ParticipationRole,
    PartOfDay,
    RegistrationRole,
)

EVENT_KINDS = {
    EventKind.SEMINAR: gettext_noop("seminar"),
    EventKind.FORUM: gettext_noop("forum"),
    EventKind.CONFERENCE: gettext_noop("conference"),
    EventKind.SYMPOSIUM: gettext_noop("symposium"),
    EventKind.VISIT: gettext_noop("visit"),
    EventKind.CEREMONY: gettext_noop("ceremony"),
    EventKind.EXHIBITION: gettext_noop("exhibition"),
    EventKind.MATCHMAKING: gettext_noop("matchmaking"),
    EventKind.TRAINING: gettext_noop("training"),
}


def event_kind(kind: EventKind) -> str:
    return capfirst(gettext(EVENT_KINDS[kind]))


EVENT_MODES = {
    EventMode.IN_PERSON: gettext_noop("in person"),
    EventMode.ONLINE: gettext_noop("online"),
    EventMode.HYBRID: gettext_noop("in person and online"),
}


def event_mode(mode: EventMode) -> str:
    return capfirst(gettext(EVENT_MODES[mode]))


def body_role(role: BodyRole, count: int) -> str:
    """The role as the label of the bodies that hold it."""
    one, several = {
        BodyRole.HOST: (_("Host"), _("Hosts")),
        BodyRole.ORGANIZER: (_("Organizer"), _("Organizers")),
        BodyRole.CO_ORGANIZER: (_("Co-organizer"), _("Co-organizers")),
        BodyRole.SUPPORTER: (_("Supporter"), _("Supporters")),
        BodyRole.GUIDANCE: (_("Under the guidance of"), _("Under the guidance of")),
        BodyRole.INVITED: (_("Invited body"), _("Invited bodies")),
    }[role]
    return one if count == 1 else several


REGISTRATION_ROLES = {
    RegistrationRole.PARTICIPANT: gettext_noop("participant"),
    RegistrationRole.GUEST: gettext_noop("guest of honour"),
    RegistrationRole.SPEAKER: gettext_noop("speaker"),
    RegistrationRole.HOST: gettext_noop("host side"),
    RegistrationRole.OFFICIAL: gettext_noop("official"),
    RegistrationRole.EXHIBITOR: gettext_noop("exhibitor"),
    RegistrationRole.INTERPRETER: gettext_noop("interpreter"),
    RegistrationRole.MEDIA: gettext_noop("media"),
    RegistrationRole.STAFF: gettext_noop("staff"),
}


def registration_role(role: RegistrationRole) -> str:
    return capfirst(gettext(REGISTRATION_ROLES[role]))


PARTICIPATION_ROLES = {
    ParticipationRole.ATTENDEE: gettext_noop("attendee"),
    ParticipationRole.HOST_REPRESENTATIVE: gettext_noop("host representative"),
    ParticipationRole.CHAIR: gettext_noop("chair"),
    ParticipationRole.MODERATOR: gettext_noop("moderator"),
    ParticipationRole.SPEAKER: gettext_noop("speaker"),
    ParticipationRole.PANELLIST: gettext_noop("panellist"),
    ParticipationRole.SIGNATORY: gettext_noop("signatory"),
    ParticipationRole.WITNESS: gettext_noop("witness"),
    ParticipationRole.UNVEILER: gettext_noop("unveiler"),
    ParticipationRole.APPOINTEE: gettext_noop("appointee"),
    ParticipationRole.REPRESENTATIVE: gettext_noop("participants’ representative"),
    ParticipationRole.INTERPRETER: gettext_noop("interpreter"),
}


def participation_role(role: ParticipationRole) -> str:
    return capfirst(gettext(PARTICIPATION_ROLES[role]))


def participation_label(role: ParticipationRole, count: int) -> str:
    """The role as the label of those who had it."""
    if role is ParticipationRole.ATTENDEE:
        return ngettext("Attendee", "Attendees", count)
    if role is ParticipationRole.HOST_REPRESENTATIVE:
        return ngettext("Host representative", "Host representatives", count)
    if role is ParticipationRole.SIGNATORY:
        return ngettext("Signatory", "Signatories", count)
    if role is ParticipationRole.WITNESS:
        return ngettext("Witness", "Witnesses", count)
    return participation_role(role)


MANNERS = {
    Manner.IN_PERSON: gettext_noop("in person"),
    Manner.ONLINE: gettext_noop("online"),
    Manner.EITHER: gettext_noop("in person or online, not stated which"),
    Manner.VIDEO: gettext_noop("by recorded video"),
    Manner.READ_OUT: gettext_noop("read out by another"),
}


def manner(value: Manner) -> str:
    return gettext(MANNERS[value])


PARTS_OF_DAY = {
    PartOfDay.MORNING: gettext_noop("morning"),
    PartOfDay.AFTERNOON: gettext_noop("afternoon"),
    PartOfDay.EVENING: gettext_noop("evening"),
}


def part_of_day(part: PartOfDay) -> str:
    return capfirst(gettext(PARTS_OF_DAY[part]))


AGENDA_KINDS = {
    AgendaKind.OPENING: gettext_noop("opening"),
    AgendaKind.SESSION: gettext_noop("session"),
    AgendaKind.SYMPOSIUM: gettext_noop("symposium"),
    AgendaKind.SPEECH: gettext_noop("speech"),
    AgendaKind.LECTURE: gettext_noop("lecture"),
    AgendaKind.TALKS: gettext_noop("talks"),
    AgendaKind.PANEL: gettext_noop("panel"),
    AgendaKind.SITE_VISIT: gettext_noop("site visit"),
    AgendaKind.SIGNING: gettext_noop("signing"),
    AgendaKind.UNVEILING: gettext_noop("unveiling"),
    AgendaKind.APPOINTMENT: gettext_noop("appointment"),
    AgendaKind.LAUNCH: gettext_noop("launch"),
    AgendaKind.EXHIBITION: gettext_noop("exhibition"),
    AgendaKind.MATCHMAKING: gettext_noop("matchmaking"),
    AgendaKind.GROUP_PHOTO: gettext_noop("group photo"),
    AgendaKind.MEAL: gettext_noop("meal"),
    AgendaKind.TRANSFER: gettext_noop("transfer"),
    AgendaKind.BREAK: gettext_noop("break"),
    AgendaKind.CLOSING: gettext_noop("closing"),
    AgendaKind.OTHER: gettext_noop("other"),
}


def agenda_kind(kind: AgendaKind) -> str:
    return capfirst(gettext(AGENDA_KINDS[kind]))


OUTCOME_KINDS = {
    OutcomeKind.CONSENSUS: gettext_noop("consensus"),
    OutcomeKind.DISCUSSED: gettext_noop("topic discussed"),
    OutcomeKind.UNVEILING: gettext_noop("unveiling"),
    OutcomeKind.LAUNCH: gettext_noop("launch"),
    OutcomeKind.START_OF_OPERATION: gettext_noop("start of operation"),
    OutcomeKind.ACCESSION: gettext_noop("accession"),
    OutcomeKind.SUPPORT: gettext_noop("support pledged"),
    OutcomeKind.ANNOUNCEMENT: gettext_noop("announcement"),
    OutcomeKind.OUTLOOK: gettext_noop("outlook"),
    OutcomeKind.APPOINTMENT: gettext_noop("appointment"),
}


def outcome_kind(kind: OutcomeKind) -> str:
    return capfirst(gettext(OUTCOME_KINDS[kind]))


AGREEMENT_KINDS = {
    AgreementKind.MOU: gettext_noop("memorandum of understanding"),
    AgreementKind.LETTER_OF_INTENT: gettext_noop("letter of intent"),
    AgreementKind.FRAMEWORK: gettext_noop("framework agreement"),
    AgreementKind.STRATEGIC: gettext_noop("strategic cooperation agreement"),
    AgreementKind.AGREEMENT: gettext_noop("agreement"),
    AgreementKind.CONTRACT: gettext_noop("contract"),
    AgreementKind.SUPPLEMENT: gettext_noop("supplementary agreement"),
}


def agreement_kind(kind: AgreementKind) -> str:
    return capfirst(gettext(AGREEMENT_KINDS[kind]))


def agreement_state(state: AgreementState) -> str:
    return capfirst(
        {
            AgreementState.PROPOSED: pgettext("agreement state", "proposed"),
            AgreementState.NEGOTIATING: pgettext("agreement state", "under negotiation"),
            AgreementState.TEXT_AGREED: pgettext("agreement state", "text agreed"),
            AgreementState.SIGNED: pgettext("agreement state", "signed"),
            AgreementState.IN_FORCE: pgettext("agreement state", "in force"),
            AgreementState.EXPIRED: pgettext("agreement state", "expired"),
            AgreementState.TERMINATED: pgettext("agreement state", "terminated"),
            AgreementState.RENEWED: pgettext("agreement state", "renewed"),
        }[state]
    )


def follow_up_state(state: FollowUpState) -> str:
    return capfirst(
        {
            FollowUpState.OPEN: pgettext("follow-up state", "open"),
            FollowUpState.IN_PROGRESS: pgettext("follow-up state", "in progress"),
            FollowUpState.REPORTED: pgettext("follow-up state", "reported"),
            FollowUpState.VERIFIED: pgettext("follow-up state", "verified"),
            FollowUpState.DROPPED: pgettext("follow-up state", "dropped"),
        }[state]
    )


CREDIT_ROLES = {
    CreditRole.WRITTEN_BY: gettext_noop("written by"),
    CreditRole.PHOTOS_BY: gettext_noop("photos by"),
    CreditRole.REVIEWED_BY: gettext_noop("reviewed by"),
}


def credit_role(role: CreditRole) -> str:
    return capfirst(gettext(CREDIT_ROLES[role]))


EVENT_STATES = {
    EventState.DRAFT: lambda: _("draft"),
    EventState.PUBLISHED: lambda: _("published"),
    EventState.RUNNING: lambda: _("running"),
    EventState.HELD: lambda: pgettext("event state", "held"),
    EventState.CLOSED: lambda: pgettext("event state", "closed"),
    EventState.POSTPONED: lambda: _("postponed"),
    EventState.CANCELLED: lambda: pgettext("event state", "cancelled"),
}


def event_state(state: EventState) -> str:
    return capfirst(EVENT_STATES[state]())


def in_manner(role: str, value: Manner | None) -> str:
    """`Speaker (by recorded video)`."""
    return _("%(role)s (%(manner)s)") % {"role": role, "manner": manner(value)} if value else role
