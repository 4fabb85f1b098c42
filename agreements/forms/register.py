"""What narrows and orders the register of agreements."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models import AgreementKind, Party
from agreements.querysets import CONFIDED
from agreements.states import AgreementState
from base.widgets import DoorForm
from events.forms.picking import PickField, in_office
from people.models import Office, User

ALL = ("", _("all"))
LAPSED = "lapsed"
ORDERS = {
    "": (F("signed_on").desc(nulls_first=True), "-pk"),
    "expiry": (F("expires_by").asc(nulls_last=True), "-pk"),
    "number": (NullIf("number", Value("")).asc(nulls_last=True), "-pk"),
    "changed": ("-updated_at", "-pk"),
}
LONGEST_WAIT = 3650


class AgreementFilter(DoorForm):
    """Confidentiality is asked for only by those who see what is confidential."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), choices=[ALL, (LAPSED, _("past their last day")), *AgreementState.choices], required=False)  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=[ALL, *AgreementKind.choices], required=False)
    year = forms.IntegerField(label=_("Year of signing"), min_value=1000, max_value=9999, required=False)
    organization = PickField("organization", label=_("Party"))
    expiring = forms.IntegerField(label=_("Ends within days"), min_value=0, max_value=LONGEST_WAIT, required=False)  # fmt: skip
    event = forms.ChoiceField(label=_("Event"), choices=[ALL, ("with", _("of an event")), ("without", _("without an event"))], required=False)  # fmt: skip
    confidential = forms.ChoiceField(label=_("Confidential"), choices=[ALL, ("yes", _("yes")), ("no", _("no"))], required=False)  # fmt: skip
    sort = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("", pgettext_lazy("order", "newest signature first")), ("expiry", pgettext_lazy("order", "soonest end first")),
            ("number", pgettext_lazy("order", "by number")), ("changed", pgettext_lazy("order", "last changed first")),
        ],
        required=False,
    )  # fmt: skip

    def __init__(self, data: Any, *, office: Office, user: User) -> None:
        super().__init__(data)
        in_office(self, office)
        if CONFIDED.isdisjoint(user.roles_by_office.get(office.pk, ())):
            del self.fields["confidential"]

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name != "sort")

    def narrowed(self, rows: Any, on: dt.date) -> Any:
        """What was asked for, in the order asked for; a question that cannot be read leaves the rows as they are."""
        if not self.is_valid():
            return rows.order_by(*ORDERS[""])
        asked = self.cleaned_data
        rows = self._by_state(rows.matching(asked["q"]), on)
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        # The texts of dates sort as dates do: `2023`, `2023-06` and `2023-06-29` lie between `2023` and `2024`.
        if year := asked["year"]:
            rows = rows.filter(signed_on__gte=f"{year:04d}", signed_on__lt=f"{year + 1:04d}")
        if party := asked["organization"]:
            rows = rows.filter(Exists(Party.objects.filter(agreement=OuterRef("pk"), organization=party)))
        if asked["expiring"] is not None:
            rows = rows.expiring(on, asked["expiring"])
        if asked["event"]:
            rows = rows.filter(event__isnull=asked["event"] == "without")
        if asked.get("confidential"):
            rows = rows.filter(confidential=asked["confidential"] == "yes")
        return rows.order_by(*ORDERS[asked["sort"]])

    def _by_state(self, rows: Any, on: dt.date) -> Any:
        state = self.cleaned_data["state"]
        if state == LAPSED:
            return rows.lapsed(on)
        return rows.filter(state=state) if state else rows
