"""Forms of the members of a delegation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from base.widgets import DoorForm
from delegations.models import MemberRole
from events.forms.picking import PickField, in_office
from events.models import Event, Manner, Mode
from events.states import LIVE_STATES


class MemberForm(DoorForm):
    """Somebody of the directory as a member; somebody new stands in a form of their own beside it."""

    person = PickField("person", label=_("person"), help_text=_("Type a part of the name."))
    role = forms.ChoiceField(label=_("role"), choices=MemberRole.choices, initial=MemberRole.MEMBER)
    manner = forms.ChoiceField(
        label=_("how"), choices=[("", _("not stated")), *Manner.choices], required=False
    )
    notify = forms.BooleanField(label=_("Send a letter about it"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_office(self, event.office)
        self.fields["notify"].initial = event.state in LIVE_STATES
        if event.mode != Mode.HYBRID:
            online = event.mode == Mode.ONLINE
            self.fields["manner"].initial = (Manner.ONLINE if online else Manner.IN_PERSON).value
