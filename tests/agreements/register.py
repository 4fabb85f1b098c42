"""What the tests of the register of agreements share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agreements.models import Agreement
from agreements.services.agreements import record_agreement
from people.models import Office
from tests.factories import OrganizationFactory

NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)
DOING: dict[str, Any] = {"by": "command", "at": NOW}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


def record(office: Office, **values: Any) -> Agreement:
    given = {
        "kind": "mou",
        "title_en": "Memorandum",
        "parties": [OrganizationFactory(office=office) for _ in range(2)],
        **values,
    }
    return record_agreement(office=office, **DOING, **given)
