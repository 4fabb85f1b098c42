"""Journal entries in words: `{% load journal %}{% journal_verb entry %}`."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.states import AgreementState, ExtensionState, FollowUpState, ProjectState
from delegations.states import DelegationState, VisaState
from events.states import EventState, ItemState, RegistrationState
from people.models import Entry
from reports.states import BuildState, ReportState

register = template.Library()

NOUNS = {
    "travel_document": gettext_lazy("travel document"),
    "visa_case": gettext_lazy("visa case"),
    "invitation_letter": gettext_lazy("letter of invitation"),
    "letter_template": gettext_lazy("letter template"),
    "seating_plan": gettext_lazy("seating plan"),
    "event": gettext_lazy("event"),
    "registration": gettext_lazy("registration"),
    "agenda_item": gettext_lazy("agenda item"),
    "person": gettext_lazy("person"),
    "organization": gettext_lazy("organization"),
    "delegation": gettext_lazy("delegation"),
    "member": gettext_lazy("member of the delegation"),
    "agreement": gettext_lazy("agreement"),
    "outcome": gettext_lazy("outcome"),
    "indicator": gettext_lazy("reported figure"),
    "follow_up": gettext_lazy("follow-up"),
    "project": gettext_lazy("project"),
    "report": gettext_lazy("report"),
    "reminder": gettext_lazy("reminder rule"),
    "message": gettext_lazy("message"),
    "task": gettext_lazy("preparation task"),
    "photo": gettext_lazy("photograph"),
    "source": gettext_lazy("source"),
    "group": gettext_lazy("group"),
    "series": gettext_lazy("series"),
    "venue": gettext_lazy("venue"),
}
SPECIFIC = ("travel_document", "visa_case", "invitation_letter", "letter_template", "seating_plan", "project", "member", "delegation", "registration", "indicator", "outcome", "agenda_item", "reminder", "message", "task", "photo", "source", "group", "follow_up", "agreement", "report")  # fmt: skip
VERBS = {
    "created": gettext_lazy("recorded"),
    "changed": gettext_lazy("changed"),
    "deleted": gettext_lazy("deleted"),
    "removed": gettext_lazy("removed"),
    "requested": gettext_lazy("asked for"),
    "registered": gettext_lazy("registered"),
    "rescheduled": gettext_lazy("rescheduled"),
    "cloned": gettext_lazy("cloned"),
    "done": gettext_lazy("done"),
    "reopened": gettext_lazy("reopened"),
    "brought up to date": gettext_lazy("brought up to date"),
    "commented": gettext_lazy("comment written"),
    "correction begun": gettext_lazy("correction begun"),
    "discarded": gettext_lazy("discarded"),
    "sent": gettext_lazy("sent"),
    "exported": gettext_lazy("exported"),
    "imported": gettext_lazy("imported"),
    "invited": gettext_lazy("colleague invited"),
    "invited again": gettext_lazy("colleague invited again"),
    "withdrew invitation": gettext_lazy("invitation withdrawn"),
    "accepted invitation": gettext_lazy("invitation accepted"),
    "agenda reordered": gettext_lazy("order of the agenda changed"),
    "bodies reordered": gettext_lazy("order of the bodies changed"),
    "members reordered": gettext_lazy("order of the members changed"),
    "member amended": gettext_lazy("data changed"),
    "member withdrawn": gettext_lazy("withdrawn"),
    "composition declared complete": gettext_lazy("composition declared complete"),
    "focal link sent": gettext_lazy("link sent"),
    "focal link revoked": gettext_lazy("link revoked"),
    "approval asked for": gettext_lazy("asked for"),
    "approval granted": gettext_lazy("granted"),
    "approval refused": gettext_lazy("refused"),
    "approval deleted": gettext_lazy("deleted"),
    "member added": gettext_lazy("added"),
    "member substituted": gettext_lazy("replaced by a substitute"),
    "lead passed on": gettext_lazy("leads now, because the last leader withdrew"),
    "document added": gettext_lazy("document added"),
    "document removed": gettext_lazy("document removed"),
    "signatory confirmed": gettext_lazy("signatory confirmed"),
    "signatory open again": gettext_lazy("signatory no longer confirmed"),
    "signed": gettext_lazy("signed"),
    "signed by a party": gettext_lazy("signature recorded"),
    "annulled": gettext_lazy("signature annulled"),
    "signing prepared": gettext_lazy("signing prepared"),
    "signing removed": gettext_lazy("signing taken off the agenda"),
    "told how it stands": gettext_lazy("told how it stands"),
    "reached the milestone": gettext_lazy("milestone reached"),
    "changed the stage": gettext_lazy("day of a stage changed"),
    "placed on the board": gettext_lazy("moved on the board"),
    "noted progress": gettext_lazy("progress noted"),
    "reported progress": gettext_lazy("report made, the next one set"),
    "extension asked for": gettext_lazy("more time asked for"),
    "link sent": gettext_lazy("link sent to the responsible person"),
    "link renewed": gettext_lazy("link renewed"),
    "merged": gettext_lazy("another record of the same merged into it"),
    "erased": gettext_lazy("erased"),
    "redacted": gettext_lazy("replaced by a redacted version"),
    "sent again": gettext_lazy("sent again"),
    "dismissed": gettext_lazy("dismissed"),
    "address corrected": gettext_lazy("sent to a corrected address"),
    "participants reordered": gettext_lazy("order of the participants changed"),
    "motorcade reordered": gettext_lazy("order of the motorcade changed"),
    "itinerary link renewed": gettext_lazy("link renewed"),
    "revealed": gettext_lazy("shown in clear"),
    "needs stated": gettext_lazy("diet or health needs stated"),
    "needs removed": gettext_lazy("diet and health needs deleted"),
    "needs forgotten": gettext_lazy("diet and health needs deleted"),
    "deleted after its retention": gettext_lazy("deleted"),
    "travel document recorded": gettext_lazy("recorded"),
    "travel document checked": gettext_lazy("checked"),
    "travel document deleted": gettext_lazy("deleted"),
    "visa case opened": gettext_lazy("recorded"),
    "visa case deleted": gettext_lazy("deleted"),
    "letter of invitation issued": gettext_lazy("issued"),
    "letter of invitation withdrawn": gettext_lazy("withdrawn"),
    "letter template added": gettext_lazy("added"),
    "letter template retired": gettext_lazy("removed"),
    "letter made": gettext_lazy("used for a letter"),
    "put on a leg": gettext_lazy("put on a leg"),
    "taken off a leg": gettext_lazy("taken off a leg"),
    "put into a room": gettext_lazy("put into a room"),
    "taken out of a room": gettext_lazy("taken out of a room"),
    "seated in a vehicle": gettext_lazy("seated in a vehicle"),
    "taken out of a vehicle": gettext_lazy("taken out of a vehicle"),
    "passed on to a substitute": gettext_lazy("passed on to a substitute"),
    "arrived": gettext_lazy("arrived"),
    "arrival taken back": gettext_lazy("arrival taken back"),
    "cancelled": gettext_lazy("cancelled"),
    "restored": gettext_lazy("restored"),
}
ACTORS = {
    "command": gettext_lazy("command line"),
    "clock": gettext_lazy("clock"),
    "participant": gettext_lazy("participant"),
    "focal point": gettext_lazy("focal point on the sending side"),
    "responsible": gettext_lazy("responsible person"),
    "system": gettext_lazy("system"),
}
STATES = {
    state.value: state.label
    for states in (
        BuildState,
        EventState,
        RegistrationState,
        ItemState,
        DelegationState,
        VisaState,
        ProjectState,
        AgreementState,
        FollowUpState,
        ExtensionState,
        ReportState,
    )
    for state in states
}
MOVED = "moved to "


def noun_of(entry: Entry) -> str:
    """What the entry is on: the most specific record among its keys, in words."""
    nouns = [key.partition(":")[0] for key in entry.about]
    found = next((noun for noun in SPECIFIC if noun in nouns), nouns[0] if nouns else "")
    return str(NOUNS.get(found, ""))


@register.simple_tag
def journal_actor(entry: Entry) -> str:
    """Who did it: a user's name, or in words who acted when it was none."""
    return str(entry.by) if entry.by else str(ACTORS.get(entry.actor, entry.actor))


@register.simple_tag
def journal_verb(entry: Entry) -> str:
    """What happened, in a short sentence of the reader's language."""
    noun = noun_of(entry)
    if entry.verb.startswith(MOVED):
        state = STATES.get(entry.verb.removeprefix(MOVED), entry.verb.removeprefix(MOVED))
        return _("%(noun)s: now %(state)s") % {"noun": noun, "state": state}
    return _("%(noun)s: %(verb)s") % {"noun": noun, "verb": VERBS.get(entry.verb, entry.verb)}


@register.simple_tag
def journal_reason(entry: Entry) -> str:
    """Why somebody moved an event, as typed; other notes are the house's own, and for whoever looks into the database."""
    typed = entry.by_id and entry.subject.startswith("event:") and entry.verb.startswith(MOVED)
    return entry.note if typed else ""
