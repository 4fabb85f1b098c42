"""One record of every noun that the API shows, made by the verbs."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from agreements.models import Signature
from agreements.services import (
    agreements,
    ceremonies,
    deadlines,
    documents,
    extensions,
    follow_up_progress,
    follow_ups,
    indicators,
    outcomes,
    project_stages,
    projects,
    representatives,
    signings,
)
from base.attachments import checked
from delegations.models import Needs
from delegations.services import (
    approvals,
    delegations,
    gifts,
    invitations,
    legs,
    members,
    needs,
    stays,
    stops,
    travel_documents,
    vehicles,
    visas,
)
from delegations.services.protocol_settings import set_settings, settings_of
from events.models import EventReminder
from events.services import (
    agenda,
    bodies,
    exhibits,
    groups,
    messages,
    participations,
    photos,
    quotas,
    registration,
    schedule,
    seating,
    seating_places,
    series,
    sources,
    tasks,
    venues,
)
from people.models import Notice, NoticeTemplate, Office, User
from people.services import directory, notice_templates, precedence, webhooks
from people.services.outbox import Letter, enqueue
from reports.services.reports import request_report
from tests.factories import UserFactory

numbers = itertools.count(1)


def world(office: Office, user: User | None = None) -> dict[str, Any]:
    """Prefix of the door → its record; each belongs to the office, and they hang together."""
    user = user or UserFactory(office=office)
    do: dict[str, Any] = {"by": user, "at": timezone.now()}
    n = next(numbers)
    one = directory.add_organization(
        office=office,
        name_en=f"Institute {n}",
        country="CN",
        kind="institute",
        sector="public",
        policies=[{"en": "Belt and Road"}],
        identifiers={"wikidata": f"Q{n}"},
        **do,
    )
    two = directory.add_organization(
        office=office, name_zh_hans=f"大学 {n}", native_name=f"大学 {n}", country="BR", **do
    )
    link = directory.link_organizations(organization=one, to=two, kind="member_of", **do)
    person = directory.add_person(
        office=office,
        given_name="Participant",
        family_name=f"{n}",
        email=f"w{n}@example.org",
        country="BR",
        identifiers={"wikidata": f"Q9{n:06}"},
        **do,
    )
    post = directory.add_post(person=person, organization=one, title_en="Director", **do)
    serial = series.add_series(office=office, name_en=f"Series {n}", **do)
    event = schedule.schedule(
        office=office, series=serial, kind="seminar", mode="hybrid", title_en=f"Seminar {n}", title_zh_hans="研讨会",
        zone="Asia/Shanghai", start_on=_in_days(30), start_time=dt.time(9), end_time=dt.time(17), city="Beijing", country="CN",
        aims=[{"en": "Cooperation"}], **do,
    )  # fmt: skip
    venue = venues.add_venue(office=office, name=f"Venue {n}", **do)
    room = venues.add_room(venue=venue, name="Hall", **do)
    track = agenda.add_track(event=event, name="Track", **do)
    item = agenda.add_item(
        event=event, kind="speech", title_en="Opening", on=_in_days(30), start_time=dt.time(9), end_time=dt.time(10),
        room=room, track=track, host=one, **do,
    )  # fmt: skip
    group = groups.add_group(
        event=event, label_en="Officials", count=31, countries=["BR", "AR"], organizations=[two], **do
    )
    registered = registration.add_registration(event=event, person=person, manner="in_person", **do)
    outcome = outcomes.record_outcome(
        event=event, kind="appointment", text_en="A joint laboratory", actors=[one, (two, "subject"), (person, "lead")],
        item=item, appointment={"person": person, "organization": one, "title_en": "Director"}, **do,
    )  # fmt: skip
    agreement = agreements.record_agreement(
        office=office, event=event, kind="mou", title_en="Memorandum", parties=[one, two],
        signatories={one: [(person, post)]}, witnesses=[person],
        witnessed_by_en="all parties", number=f"W-{n}", languages=["en"], authentic_language="en", amount=1000, currency="EUR", **do,
    )  # fmt: skip
    paper = documents.add_document(
        agreement=agreement, kind="draft", language="en", content=b"%PDF-1.7\n%%EOF", name="draft.pdf", **do
    )
    acting = representatives.add_representative(
        party=agreement.parties.get(position=0), person=person, task="signatory", **do
    )
    signing = signings.prepare_signing(
        agreement=agreement, item=item, pens=2, flags=["CN"], copies={"en": 2},
        assistants=[(agreement.parties.get(position=0), person)], **do,
    )  # fmt: skip
    follow_up = follow_ups.add_follow_up(
        cause=agreement, text_en="Send the draft", responsible=person, lead=one, supporters=[two], owner=user,
        due_on=_in_days(60), report_every=3, **do,
    )  # fmt: skip
    note = follow_up_progress.note_progress(
        follow_up, text="Drafted", evidence=[checked("draft.txt", b"Draft")], **do
    )
    extension = extensions.ask_extension(follow_up, until=_in_days(90), reason="Holidays", **do)
    delegation = delegations.add_delegation(
        event=event, senders=[one, two], country="BR", direction="inbound", purpose_en="Cooperation", focal_point=person,
        liaison_officer=user, interpreters=[person], items=[item], seats=40, **do,
    )  # fmt: skip
    [member] = members.add_members(delegation=delegation, registrations=[registered], role="leader", **do)
    passport = travel_documents.record_document(
        person=person, country="BR", number=f"W{n:06}", printed_name=f"PARTICIPANT {n}", born_on=dt.date(1971, 3, 14),
        expires_on=dt.date(2045, 1, 1), **do,
    )  # fmt: skip
    [visa_case] = visas.open_cases([registered], kind="F", **do)
    letter = invitations.issue_letter(
        delegation=delegation, registration=registered, languages=["en", "pt"], stays_from=dt.date(2030, 7, 1),
        stays_until=dt.date(2030, 7, 5), payer="host", **do,
    )  # fmt: skip
    project = projects.add_project(
        origin=agreement, title_en="A joint laboratory", lead=one, partners=[two], responsible=person, owner=user,
        amount=1000, currency="CNY", milestone_en="First meeting", milestone_on=timezone.localdate(), **do,
    )  # fmt: skip
    project_stages.move_project(project, to="signed", **do)
    projects.tell(project, text="Under way", **do)
    figure = indicators.report_figure(
        event=event, name_en="Projects signed", value=20, unit_en="projects", subject=one, **do
    )
    report = request_report(event=event, language="en", formats=["html"], **do)
    enqueue([Letter(office_id=office.pk, recipient=f"person:{person.pk}", address=person.email, kind="event.moved",
                    occurrence=f"world:{n}", due_at=do["at"], about=[f"event:{event.pk}"])])  # fmt: skip
    source = sources.add_source(
        event=event,
        headline="A seminar opened",
        publisher="An agency",
        captions=["The hall"],
        url="https://example.org/",
        **do,
    )
    sources.add_credit(event=event, source=source, person=person, role="reviewed_by", **do)
    plan = seating.add_plan(event=event, item=item, name_en="Table", layout="bilateral", **do)
    seating_places.set_places(
        plan, [seating_places.Wanted(registered, "a"), seating_places.Wanted("Guest", "b")], **do
    )
    made = {
        "seating-plans": plan, "offices": office, "organizations": one, "organization-links": link, "people": person, "posts": post,
        "precedences": precedence.add_precedence(office=office, name_en=f"Convention {n}", criteria=["rank", "country"], **do),
        "webhooks": webhooks.add_webhook(office=office, name="Intranet", url=f"https://listener{n}.example.org/", topics=["event.moved"], **do)[0],
        "notice-templates": notice_templates.write_template(
            office=office, kind="registration.cancelled", language=("en", "zh-hans", "es", "pt")[NoticeTemplate.objects.filter(office=office).count() % 4],
            subject="Cancelled: {event_title}", body="Your seat is free again.", **do,
        ),
        "notices": Notice.objects.get(office=office, occurrence=f"world:{n}"), "series": serial, "events": event,
        "event-bodies": bodies.add_body(event=event, organization=one, role="host", **do),
        "country-quotas": quotas.add_quota(event=event, country="BR", seats=50, **do),
        "tasks": tasks.add_task(event=event, what="Book the hall", who=user, due_on=timezone.localdate(), **do),
        "venues": venue, "rooms": room, "agenda-items": item, "tracks": track,
        "participations": participations.add_participation(item=item, person=person, speech_title_en="A speech", **do),
        "groups": group, "registrations": registered,
        "messages": messages.send_message(event=event, registrations=[registered], subject="Hello", body="Welcome", **do),
        "reminder-rules": EventReminder.objects.filter(event=event).first(),
        "deadline-rules": deadlines.add_rule(office=office, cause="project", days=n, **do),
        "photos": photos.add_photo(event=event, caption_en="The opening", photographer=person, **do),
        "exhibits": exhibits.add_exhibit(event=event, title_en="A reactor", owner=one, item=item, mode="hybrid", **do),
        "sources": source, "credits": sources.add_credit(event=event, person=person, role="written_by", **do),
        "protocol-settings": decided(office, do), "approvals": approvals.ask_approval(delegation, authority=two, note="By letter", **do), "delegations": delegation, "delegation-members": member, "travel-documents": passport, "visa-cases": visa_case, "invitation-letters": letter,
        "legs": legs.add_leg(event=event, delegation=delegation, travellers=[registered], number="CA 908", arrives_on=timezone.localdate(), **do),
        "stays": stays.add_stay(event=event, delegation=delegation, occupants=[registered], hotel=venue, check_in=timezone.localdate(),
                                check_out=timezone.localdate() + dt.timedelta(days=2), **do),
        "vehicles": ridden(event, item, registered, do), "gifts": gifts.add_gift(delegation=delegation, course="given", what="A vase", person=person, **do),
        "needs": stated(registered, do),
        "stops": stops.add_stop(item=item, address="1 Long Road", contact=person, phone="+86 20 5555 0101", wear_en="Boots", **do),
        "outcomes": outcome, "indicators": figure, "agreements": agreement, "agreement-documents": paper, "agreement-representatives": acting, "signings": signing, "signatures": Signature.objects.filter(party__agreement=agreement).get(),
        "show-steps": ceremonies.add_step(item=item, minute=0, what_en="Opening", who="Host", **do), "follow-ups": follow_up,
        "projects": project, "project-stages": project.stages.first(),
        "extensions": extension, "evidence": note.evidence.get(), "reports": report,
        "report-files": report.files.get(), "public/events": event,
    }  # fmt: skip
    participations.add_participation(item=item, group=group, role="attendee", **do)
    for record in made.values():
        if hasattr(record, "refresh_from_db"):
            record.refresh_from_db()
    return made


def ridden(event: Any, item: Any, registered: Any, do: dict[str, Any]) -> Any:
    """A vehicle in which somebody rides to an item."""
    car = vehicles.add_vehicle(event=event, name="Car 1", seats=3, **do)
    vehicles.seat(car, item, [registered], **do)
    return car


def decided(office: Any, do: dict[str, Any]) -> Any:
    """What the office has decided for its delegations; there is one record of it."""
    set_settings(office, {"passport_months": 6}, **do)
    return settings_of(office)


def stated(registered: Any, do: dict[str, Any]) -> Any:
    """The needs of somebody."""
    needs.state_needs(registered, diet="vegan", **do)
    return Needs.objects.get(registration=registered)


def _in_days(days: int) -> Any:
    from base.dates import PartialDate

    return PartialDate.of(timezone.localdate() + dt.timedelta(days=days))


def address(prefix: str, record: Any, *more: str) -> str:
    key = record.slug if prefix in ("offices", "events", "public/events") else record.uid
    return "/api/v1/" + "/".join([prefix, str(key), *more]) + "/"
