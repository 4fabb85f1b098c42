"""The base of every record that belongs to one office."""

from __future__ import annotations

from django.db import models

from base.records import Record
from people.models.access import Office


class OfficeRecord(Record):
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True
