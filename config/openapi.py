"""How the API describes itself."""

from typing import Any

SPECTACULAR: dict[str, Any] = {
    "TITLE": "Entente",
    "DESCRIPTION": (
        "Events, delegations, agreements and reports of international cooperation offices.\n\n"
        "Tokens are made on the profile page and sent as `Authorization: Token …`. Records are named by `uid`, events by "
        "`slug`; what you may not see does not exist (404). Lists come in pages: follow `next`. Texts are objects by "
        "language. Every record has an `ETag`: send it as `If-Match` when you change, move or delete it (428 without, "
        "412 when somebody was faster), as `If-None-Match` when you read it again (304). With an `Idempotency-Key` a "
        "repeated POST gets the answer of the first. Every refusal is `application/problem+json` (RFC 9457)."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # Fields of one name with other values each: without a name of its own, a client generator would number them.
    "ENUM_NAME_OVERRIDES": {
        "LanguageCode": "base.languages.Language",
        "PartOfDay": "base.dates.PartOfDay",
        "OrganizationKind": "people.models.OrganizationKind",
        "OrganizationLinkKind": "people.models.OrganizationLink.Kind",
        "NoticeState": "people.models.NoticeState",
        "EventKind": "events.models.EventKind",
        "EventState": "events.states.EventState",
        "Mode": "events.models.Mode",
        "BodyRole": "events.models.BodyRole",
        "ItemKind": "events.models.ItemKind",
        "ItemState": "events.states.ItemState",
        "ParticipationRole": "events.models.ParticipationRole",
        "Manner": "events.models.Manner",
        "RegistrationRole": "events.models.RegistrationRole",
        "RegistrationState": "events.states.RegistrationState",
        "CreditRole": "events.models.CreditRole",
        "SeatingLayout": "events.seating.Layout",
        "SeatingSide": "events.seating.Side",
        "SeatingTask": "events.seating.Task",
        "RepresentativeTask": "agreements.models.Representative.Task",
        "DelegationState": "delegations.states.DelegationState",
        "Direction": "delegations.models.Direction",
        "MemberRole": "delegations.models.MemberRole",
        "LegKind": "delegations.models.LegKind",
        "LegWay": "delegations.models.Way",
        "HotelRoomKind": "delegations.models.RoomKind",
        "VehicleKind": "delegations.models.VehicleKind",
        "GiftCourse": "delegations.models.Gift.Course",
        "TravelDocumentKind": "delegations.models.DocumentKind",
        "VisaState": "delegations.states.VisaState",
        "AgreementKind": "agreements.models.AgreementKind",
        "AgreementState": "agreements.states.AgreementState",
        "OutcomeKind": "agreements.models.OutcomeKind",
        "FollowUpState": "agreements.states.FollowUpState",
        "FollowUpPriority": "agreements.models.follow_up.Priority",
        "ExtensionState": "agreements.states.ExtensionState",
        "ExtensionDecision": "agreements.api.follow_up_inputs.DECISIONS",
        "ProjectState": "agreements.states.ProjectState",
        "AgreementDocumentKind": "agreements.models.AgreementDocument.Kind",
        "ReportKind": "reports.models.ReportKind",
        "ReportFormat": "reports.models.ReportFormat",
        "ReportState": "reports.states.ReportState",
        "BuildState": "reports.states.BuildState",
    },
}
