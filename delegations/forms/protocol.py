"""Forms of the settings of protocol and of approvals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.attachments import ACCEPT, Attachment, checked
from delegations.models import Approval, Decision, ProtocolSettings
from events.forms.picking import PickField, in_office
from events.forms.places import AmendingForm
from people.models import Office


class ProtocolSettingsForm(AmendingForm):
    class Meta:
        model = ProtocolSettings
        fields = (
            "approve_outbound", "approve_from", "keep_documents_days", "passport_months", "letterhead", "letter_signed_by",
            "letter_signed_as",
        )  # fmt: skip
        widgets = {"letterhead": forms.Textarea({"rows": 4})}


class ApprovalForm(AmendingForm):
    """Asking for it, and correcting what was written; `number` is asked once it is granted."""

    authority = PickField("organization", label=_("who approves"))

    class Meta:
        model = Approval
        fields = ("asked_on", "note")

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, office)
        if self.instance.pk:
            self.initial["authority"] = self.instance.authority


class _WithScan(AmendingForm):
    scan = forms.FileField(
        label=_("scan"), required=False, help_text=_("PDF, Word or a picture, up to 20 MB."), widget=forms.FileInput({"accept": ACCEPT})
    )  # fmt: skip

    def scanned(self) -> Attachment | None:
        """Raises Invalid for a file of another kind."""
        file = self.cleaned_data.get("scan")
        return checked(file.name, file.read(), field="scan") if file else None

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "scan"}


class DecisionForm(_WithScan):
    class Meta:
        model = Approval
        fields = ("number", "decided_on", "note")

    def __init__(self, *args: Any, decision: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = decision == Decision.GRANTED


class ApprovalEditForm(_WithScan, ApprovalForm):
    class Meta:
        model = Approval
        fields = ("number", "asked_on", "decided_on", "note")
