"""The form of a country's seats."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from base import countries
from events.forms.places import AmendingForm
from events.models import CountryQuota


class QuotaForm(AmendingForm):
    country = countries.CountryField(label=_("country"), required=True)

    class Meta:
        model = CountryQuota
        fields = ("country", "seats")
