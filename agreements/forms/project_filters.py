"""Narrowing and sorting the table and the board of projects."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from agreements.forms.follow_up_filters import RecordChoice
from agreements.models import ProjectPartner
from agreements.states import ProjectState
from base.languages import CODES, best_text, columns
from base.widgets import DoorForm
from people.models import Organization, User

ALIVE, LATE, UNTOLD, MINE = "alive", "late", "untold", "mine"
WHICH = [
    ("", _("all")),
    (ALIVE, _("under way")),
    (LATE, _("milestone overdue")),
    (UNTOLD, _("no update for a quarter")),
    (MINE, _("mine")),
]
STATES = [("", _("all")), *ProjectState.choices]
STAGE = Case(*(When(state=state, then=place) for place, state in enumerate(ProjectState.values)))
SORTS: dict[str, tuple[Any, list[Any]]] = {
    "": (_("stage"), [STAGE, "position"]),
    "milestone": (_("next milestone"), [F("milestone_on").asc(nulls_last=True)]),
    "title": (_("title"), ["title"]),
    "amount": (_("amount"), ["currency", F("amount").desc(nulls_last=True)]),
    "updated": (_("longest without an update"), [F("updated_on").asc(nulls_first=True)]),
    "new": (_("latest first"), ["-created_at"]),
}
SEARCHED = ("title", "summary", "field", "milestone")


class ProjectFilter(DoorForm):
    q = forms.CharField(label=_("Search"), required=False, widget=forms.SearchInput)
    which = forms.ChoiceField(label=_("Which"), choices=WHICH, required=False)
    state = forms.ChoiceField(label=_("stage"), choices=STATES, required=False)
    lead = RecordChoice(_("lead organization"))
    partner = RecordChoice(_("partner"))
    field = forms.ChoiceField(label=_("field"), required=False)
    owner = RecordChoice(_("owner in the office"))
    sort = forms.ChoiceField(
        label=_("Sort by"), choices=[(key, label) for key, (label, _order) in SORTS.items()], required=False
    )

    def __init__(self, *args: Any, rows: Any, on_board: bool = False, **kwargs: Any) -> None:
        """`rows`: the projects that the reader may see, among which they choose."""
        super().__init__(*args, **kwargs)
        self.rows = rows
        if on_board:
            del self.fields["state"], self.fields["sort"]
        plain = rows.order_by()
        partners = ProjectPartner.objects.filter(project__in=plain.values("pk")).order_by()
        self._offer("lead", Organization.objects.filter(pk__in=plain.values("lead")).defer("search"))
        self._offer(
            "partner", Organization.objects.filter(pk__in=partners.values("organization")).defer("search")
        )
        self._offer("owner", User.objects.filter(pk__in=plain.values("owner")).order_by("name"))
        self.fields["field"].choices = [("", _("all")), *_fields_of(plain)]  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name != "sort")

    def narrowed(self, user: User, on: dt.date) -> Any:
        """The projects asked for; what makes no sense in the address narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        rows = self._which(asked.get("which") or "", user, on)
        if typed := asked.get("q", "").strip():
            spelled = Q()
            for name in (column for field in SEARCHED for column in columns(field)):
                spelled |= Q(**{f"{name}__icontains": typed})
            rows = rows.filter(spelled)
        if named := asked.get("field"):
            rows = rows.filter(_in_any("field", named))
        for name in ("state", "lead", "owner"):
            if found := asked.get(name):
                rows = rows.filter(**{name: found})
        if partner := asked.get("partner"):
            rows = rows.filter(pk__in=ProjectPartner.objects.filter(organization=partner).values("project"))
        return rows

    def sorted(self, rows: Any) -> Any:
        _label, order = SORTS[self.cleaned_data.get("sort") or ""]
        return rows.order_by(*order, "pk")

    def _which(self, which: str, user: User, on: dt.date) -> Any:
        chosen = {
            ALIVE: lambda rows: rows.alive(),
            LATE: lambda rows: rows.late(on),
            UNTOLD: lambda rows: rows.untold(on),
            MINE: lambda rows: rows.filter(owner=user),
        }
        return chosen[which](self.rows) if which in chosen else self.rows


def _in_any(field: str, text: str) -> Q:
    spelled = Q()
    for name in columns(field):
        spelled |= Q(**{name: text})
    return spelled


def _fields_of(rows: Any) -> list[tuple[str, str]]:
    """Each field that is stated, in the reader's language where it is."""
    rows = rows.values_list(*columns("field")).distinct()
    stated = {best_text({code: text or "" for code, text in zip(CODES, row, strict=True)})[0] for row in rows}
    return [(field, field) for field in sorted(stated) if field]
