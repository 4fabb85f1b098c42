"""The closed vocabularies of the dossier: the values that its coded fields may take."""

from enum import StrEnum


class OrganizationKind(StrEnum):
    MINISTRY = "ministry"
    GOVERNMENT = "government"
    EMBASSY = "embassy"
    INTERNATIONAL = "international"
    UNIVERSITY = "university"
    LABORATORY = "laboratory"
    INSTITUTE = "institute"
    CENTRE = "centre"
    TRAINING_BASE = "training_base"
    COMPANY = "company"
    CHAMBER = "chamber"
    NETWORK = "network"
    MEDIA = "media"
    OTHER = "other"


class IdentifierScheme(StrEnum):
    ROR = "ror"
    ISNI = "isni"
    USCC = "uscc"
    ORCID = "orcid"
    WIKIDATA = "wikidata"


class Sector(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    NON_PROFIT = "non_profit"


class OrganizationLinkKind(StrEnum):
    BRANCH_OF = "branch_of"
    MEMBER_OF = "member_of"
    BUILT_BY = "built_by"


class NameOrder(StrEnum):
    GIVEN_FIRST = "given_first"
    FAMILY_FIRST = "family_first"


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class EventKind(StrEnum):
    SEMINAR = "seminar"
    FORUM = "forum"
    CONFERENCE = "conference"
    SYMPOSIUM = "symposium"
    VISIT = "visit"
    CEREMONY = "ceremony"
    EXHIBITION = "exhibition"
    MATCHMAKING = "matchmaking"
    TRAINING = "training"


class EventMode(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Broadcast(StrEnum):
    LIVE = "live"
    LATER = "later"


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RUNNING = "running"
    HELD = "held"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class BodyRole(StrEnum):
    HOST = "host"
    ORGANIZER = "organizer"
    CO_ORGANIZER = "co_organizer"
    SUPPORTER = "supporter"
    GUIDANCE = "guidance"
    INVITED = "invited"


class RegistrationRole(StrEnum):
    """What somebody is at the event as a whole."""

    PARTICIPANT = "participant"
    GUEST = "guest"
    SPEAKER = "speaker"
    HOST = "host"
    OFFICIAL = "official"
    EXHIBITOR = "exhibitor"
    INTERPRETER = "interpreter"
    MEDIA = "media"
    STAFF = "staff"


class ParticipationRole(StrEnum):
    """What somebody does at one item of the agenda."""

    ATTENDEE = "attendee"
    HOST_REPRESENTATIVE = "host_representative"
    CHAIR = "chair"
    MODERATOR = "moderator"
    SPEAKER = "speaker"
    PANELLIST = "panellist"
    SIGNATORY = "signatory"
    WITNESS = "witness"
    UNVEILER = "unveiler"
    APPOINTEE = "appointee"
    REPRESENTATIVE = "representative"
    INTERPRETER = "interpreter"


class Manner(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    EITHER = "either"
    VIDEO = "video"
    READ_OUT = "read_out"


class RegistrationState(StrEnum):
    INVITED = "invited"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    ATTENDED = "attended"
    ABSENT = "absent"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    SUBSTITUTED = "substituted"


class AgendaKind(StrEnum):
    OPENING = "opening"
    SESSION = "session"
    SYMPOSIUM = "symposium"
    SPEECH = "speech"
    LECTURE = "lecture"
    TALKS = "talks"
    PANEL = "panel"
    SITE_VISIT = "site_visit"
    SIGNING = "signing"
    UNVEILING = "unveiling"
    APPOINTMENT = "appointment"
    LAUNCH = "launch"
    EXHIBITION = "exhibition"
    MATCHMAKING = "matchmaking"
    GROUP_PHOTO = "group_photo"
    MEAL = "meal"
    TRANSFER = "transfer"
    BREAK = "break"
    CLOSING = "closing"
    OTHER = "other"


class AgendaState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    DROPPED = "dropped"


class OutcomeKind(StrEnum):
    CONSENSUS = "consensus"
    DISCUSSED = "discussed"
    UNVEILING = "unveiling"
    LAUNCH = "launch"
    START_OF_OPERATION = "start_of_operation"
    ACCESSION = "accession"
    SUPPORT = "support"
    ANNOUNCEMENT = "announcement"
    OUTLOOK = "outlook"
    APPOINTMENT = "appointment"

    @property
    def agreed(self) -> bool:
        """Whether the parties bound themselves or did it; a topic discussed or an outlook is not agreed."""
        return self not in (OutcomeKind.DISCUSSED, OutcomeKind.OUTLOOK)


class ActorPart(StrEnum):
    """What somebody is in an outcome: who acted, who leads, or whom or what it concerns."""

    ACTOR = "actor"
    LEAD = "lead"
    SUBJECT = "subject"


class AgreementKind(StrEnum):
    MOU = "mou"
    LETTER_OF_INTENT = "letter_of_intent"
    FRAMEWORK = "framework"
    STRATEGIC = "strategic"
    AGREEMENT = "agreement"
    CONTRACT = "contract"
    SUPPLEMENT = "supplement"


class AgreementState(StrEnum):
    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    TEXT_AGREED = "text_agreed"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    RENEWED = "renewed"


class FollowUpState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    VERIFIED = "verified"
    DROPPED = "dropped"


class CreditRole(StrEnum):
    WRITTEN_BY = "written_by"
    PHOTOS_BY = "photos_by"
    REVIEWED_BY = "reviewed_by"


class Direction(StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class DelegationState(StrEnum):
    ANNOUNCED = "announced"
    COMPOSED = "composed"
    CONFIRMED = "confirmed"
    RECEIVED = "received"
    DEPARTED = "departed"
    WITHDRAWN = "withdrawn"


class MemberRole(StrEnum):
    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    ESCORT = "escort"
    INTERPRETER = "interpreter"
    LIAISON = "liaison"
    MEDIA = "media"
