"""The door of what an office has decided for all its delegations."""

from __future__ import annotations

from typing import Any

from base.inputs import changing
from base.pictures import STAMPS, Picture, flag, number, text, uid
from delegations.models import ProtocolSettings
from delegations.services.protocol_settings import set_settings, settings_of
from people.api.doors import reading
from people.api.filters import RecordFilter
from people.api.inputs import OfOfficeInput
from people.api.keeping import Adding, Changing

RUN, SET = "delegations.run", "delegations.settings"

PROTOCOL_SETTINGS = Picture(
    "ProtocolSettings",
    uid=uid(),
    office=text("office__slug"),
    approve_outbound=flag("approve_outbound"),
    approve_from=number("approve_from", null=True),
    keep_documents_days=number("keep_documents_days"),
    passport_months=number("passport_months"),
    letterhead=text("letterhead"),
    letter_signed_by=text("letter_signed_by"),
    letter_signed_as=text("letter_signed_as"),
    **STAMPS,
)


class ProtocolSettingsInput(OfOfficeInput):
    class Meta:
        model = ProtocolSettings
        fields = (
            "office", "approve_outbound", "approve_from", "keep_documents_days", "passport_months", "letterhead",
            "letter_signed_by", "letter_signed_as",
        )  # fmt: skip
        fixed = ("office",)


class ProtocolSettingsFilter(RecordFilter):
    pass


class ProtocolSettingsDoor(Adding, Changing):
    """Approvals, retention of passports, letters: one record for each office; until it is sent, the usual values hold."""

    rule = reading(RUN, create=SET, partial_update=SET)
    model, picture = ProtocolSettings, PROTOCOL_SETTINGS
    one, many = "the settings of protocol", "settings of protocol"
    input, changes = ProtocolSettingsInput, changing(ProtocolSettingsInput)
    filterset_class = ProtocolSettingsFilter
    related = ("office",)

    def add(self, place: Any, values: dict[str, Any]) -> ProtocolSettings:
        """Sent again, it changes what the office has decided."""
        set_settings(place, values, **self.doing)
        return settings_of(place)

    def amend(self, obj: ProtocolSettings, values: dict[str, Any], expected: int) -> None:
        set_settings(obj.office, values, expected=expected, **self.doing)
