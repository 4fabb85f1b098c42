"""What is kept of an agreement: its number, its dates and rules, its event, its successor; the list and the workbook."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from agreements.models import Agreement, Party, Representative
from agreements.services import renewals
from agreements.services.agreement_numbers import assign_number
from agreements.services.agreements import amend_agreement, attach_to_event, delete_agreement, move_agreement
from agreements.services.representatives import add_representative, confirm_signatory
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from people.services.directory import amend_organization
from tests.agreements.register import DOING, record
from tests.factories import (
    EventFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def organizer(office, client):
    user = UserFactory(office=office, role="organizer")
    client.force_login(user)
    return user


def test_numbers_follow_each_other_within_a_year_of_the_office(office):
    assert record(office, assign=True).number == "2027-001"
    record(office, number="2027-007")
    assert record(office, assign=True).number == "2027-008"
    assert record(office, signed_on=PartialDate(2023, 6), state="signed", assign=True).number == "2023-001"
    assert record(OfficeFactory(), assign=True).number == "2027-001"
    with pytest.raises(Conflict) as refused:
        record(office, number=" 2027-007 ")
    assert list(refused.value.errors) == ["number"]
    late = record(office)
    assign_number(late, **DOING)
    assert Agreement.objects.get(pk=late.pk).number == "2027-009"
    with pytest.raises(Conflict):
        assign_number(late, **DOING)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"authentic_language": "en", "languages": ["es"]}, "authentic_language"),
        ({"signed_on": PartialDate(2023, 6), "expires_on": PartialDate(2023, 5)}, "expires_on"),
        ({"negotiated_on": PartialDate(2024), "signed_on": PartialDate(2023)}, "negotiated_on"),
        ({"renewal_months": 12}, "renewal_months"),
        ({"amount": 5}, "currency"),
        ({"amount": 5, "currency": "XQZ"}, "currency"),
        ({"amount": -5, "currency": "EUR"}, "amount"),
    ],
)
def test_what_cannot_be_is_refused(office, values, field):
    with pytest.raises(Invalid) as refused:
        record(office, **values)
    assert list(refused.value.errors) == [field]
    assert not Agreement.objects.exists()


def test_the_last_day_follows_from_the_date_of_expiry(office):
    agreement = record(office, signed_on=PartialDate(2023, 6), expires_on=PartialDate(2028, 2))
    assert str(agreement.expires_by) == "2028-02-29"
    amend_agreement(agreement, {"expires_on": PartialDate(2029)}, **DOING)
    assert str(Agreement.objects.get().expires_by) == "2029-12-31"
    amend_agreement(agreement, {"expires_on": None}, **DOING)
    assert Agreement.objects.get().expires_by is None


def test_it_ends_with_a_reason(office, organizer, client):
    agreement = record(office, state="in_force")
    url = reverse("agreements:move", args=[agreement.uid, "terminated"])
    assert "Say why it ends." in client.post(url, {"version": 1}).text
    client.post(url, {"version": 1, "note": "By mutual consent"})
    assert Agreement.objects.get().state == "terminated"
    signed = record(office, state="in_force", signed_on=PartialDate(2023))
    move_agreement(signed, to="terminated", note="Replaced", **DOING)
    with pytest.raises(Conflict):
        delete_agreement(signed, **DOING)


def test_a_successor_takes_over_and_renews_once_it_is_in_force(office):
    parties = [OrganizationFactory(office=office) for _ in range(3)]
    former = record(
        office, parties=parties, state="in_force", signed_on=PartialDate(2022), renewal="automatic", renewal_months=24,
        languages=["en", "es"], terms=[{"en": "Share"}],
    )  # fmt: skip
    person = PersonFactory(office=office)
    acting = add_representative(
        party=Party.objects.get(agreement=former, organization=parties[1]), person=person, task="signatory", **DOING
    )  # fmt: skip
    confirm_signatory(acting, **DOING)
    successor = renewals.renew(former, **DOING)
    assert (successor.renews, successor.state, successor.terms) == (former, "proposed", former.terms)
    assert [party.organization for party in successor.parties.all()] == parties
    taken_over = Representative.objects.get(party__agreement=successor)
    assert (taken_over.person, taken_over.party.organization, taken_over.confirmed_at) == (person, parties[1], None)  # fmt: skip
    with pytest.raises(Conflict):
        renewals.renew(former, **DOING)
    for to in ("text_agreed", "signed"):
        move_agreement(successor, to=to, on=PartialDate(2027, 7), **DOING)
        former.refresh_from_db()
        assert former.state == "in_force"
    move_agreement(successor, to="in_force", **DOING)
    former.refresh_from_db()
    assert former.state == "renewed"


def test_one_that_stands_already_renews_at_once(office):
    former = record(office, state="expired", signed_on=PartialDate(2020))
    renewals.renew(former, state="in_force", signed_on=PartialDate(2025), **DOING)
    former.refresh_from_db()
    assert former.state == "renewed"
    with pytest.raises(Conflict):
        renewals.renew(record(office), **DOING)


@pytest.mark.parametrize(
    ("expires", "months", "then"),
    [
        (PartialDate(2028, 2, 29), 12, "2029-02-28"),
        (PartialDate(2027, 1, 15), 24, "2029-01-15"),
        (PartialDate(2027, 11), 3, "2028-02"),
        (PartialDate(2027), 36, "2030"),
    ],
)
def test_it_goes_on_by_its_rule(office, expires, months, then):
    agreement = record(
        office, state="in_force", expires_on=expires, renewal="automatic", renewal_months=months
    )
    renewals.prolong(agreement, **DOING)
    assert str(Agreement.objects.get().expires_on) == then


def test_it_goes_on_only_to_a_later_day(office, organizer, client):
    agreement = record(office, state="in_force", expires_on=PartialDate(2028))
    for until in (None, PartialDate(2028, 5)):
        with pytest.raises(Invalid):
            renewals.prolong(agreement, until=until, **DOING)
    url = reverse("agreements:prolong", args=[agreement.uid])
    assert client.get(url).status_code == 200
    assert client.post(url, {"until": "2030-01", "version": 1}).status_code == 302
    assert str(Agreement.objects.get().expires_by) == "2030-01-31"


def test_it_may_precede_its_event(office, organizer, client):
    agreement = record(office)
    event, foreign = EventFactory(office=office, title_en="Forum"), EventFactory()
    url = reverse("agreements:event", args=[agreement.uid])
    page = client.get(url, {"q": ""}).text
    assert "Forum" in page
    assert client.post(url, {"event": foreign.slug}).status_code == 404
    client.post(url, {"event": event.slug})
    agreement.refresh_from_db()
    assert agreement.event == event
    client.post(url, {"event": ""})
    assert not type(agreement).objects.filter(pk=agreement.pk).exclude(event=None).exists()
    with pytest.raises(Invalid):
        attach_to_event(agreement, foreign, **DOING)


def test_a_party_is_found_by_its_present_and_its_former_name(office):
    body = OrganizationFactory(office=office, name_en="Old Institute")
    agreement = record(office, title_en="Letter", notes="Signed in 广州", parties=[body, OrganizationFactory(office=office)])  # fmt: skip
    amend_organization(body, {"name_en": "New Academy"}, **DOING)
    found = Agreement.objects.all()
    for words in ("new academy", "old institute", "letter academy", "广州", "letter 广州 academy"):
        assert list(found.matching(words)) == [agreement], words
    assert not found.matching("letter nowhere").exists()
    assert found.matching("").count() == 1


def test_the_form_keeps_everything(office, organizer, client):
    former = record(office, number="2020-001", state="in_force")
    one, two = (OrganizationFactory(office=office) for _ in range(2))
    values = {
        "kind": "contract", "state": "signed", "assign": "on", "title_en": "Joint laboratory", "languages": ["en", "zh-hans"],
        "authentic_language": "en", "copies": "4", "negotiated_on": "2027-05", "signed_on": "2027-06-30", "expires_on": "2030-06",
        "renewal": "by_consent", "renewal_months": "36", "notice_months": "6", "confidential": "on", "amount": "120000.50",
        "currency": "eur", "notes": "Two floors", "owner": str(organizer.pk), "supplements": "2020-001",
        "parties-TOTAL_FORMS": "2", "parties-INITIAL_FORMS": "0", "parties-0-organization": str(one.uid),
        "parties-1-organization": str(two.uid),
    }  # fmt: skip
    url = reverse("agreements:add")
    page = client.post(url, values | {"supplements": "no such", "amount": "1", "currency": ""}).text
    assert "No agreement of the register" in page
    assert "Two floors" in page
    assert client.post(url, values).status_code == 302
    made = Agreement.objects.get(kind="contract")
    assert (made.number, made.currency, made.supplements, made.owner) == (
        "2027-001",
        "EUR",
        former,
        organizer,
    )
    assert (made.copies, made.notice_months, made.confidential, str(made.amount)) == (4, 6, True, "120000.50")
    shown = client.get(reverse("agreements:agreement", args=[made.uid])).text
    for text in ("2027-001", "120,000.5", "renewed when the parties agree", "Two floors", "What is missing", "confidential"):  # fmt: skip
        assert text in shown, text
    edit = reverse("agreements:edit", args=[made.uid])
    assert 'value="2020-001"' in client.get(edit).text


def test_renewing_by_the_page(office, organizer, client):
    former = record(office, state="in_force", title_en="Old")
    url = reverse("agreements:renew", args=[former.uid])
    page = client.get(url).text
    assert "Old" in page
    parties = [party.organization for party in former.parties.all()]
    values = {
        "kind": "mou", "state": "proposed", "title_en": "New", "parties-TOTAL_FORMS": "4", "parties-INITIAL_FORMS": "2",
        **{f"parties-{n}-organization": str(party.uid) for n, party in enumerate(parties)},
    }  # fmt: skip
    assert client.post(url, values).status_code == 302
    successor = Agreement.objects.get(renews=former)
    assert successor.title == "New"
    assert "New" in client.get(reverse("agreements:agreement", args=[former.uid])).text
    supplement = reverse("agreements:supplement", args=[former.uid])
    assert client.get(supplement).status_code == 200
    assert client.post(supplement, values | {"kind": "supplement"}).status_code == 302
    assert Agreement.objects.get(supplements=former).kind == "supplement"


def test_representatives(office, organizer, client):
    agreement = record(office)
    party = agreement.parties.first()
    person = PersonFactory(office=office)
    posts = [PostFactory(person=person, organization=party.organization, title_en=t) for t in ("Dean", "Vice Dean")]  # fmt: skip
    add = reverse("agreements:representative_add", args=[agreement.uid])
    assert client.get(f"{add}?party={party.uid}").status_code == 200
    values = {"party": str(party.uid), "person": str(person.uid), "task": "signatory"}
    to = client.post(add, values).headers["Location"]
    acting = Representative.objects.get()
    assert to == reverse("agreements:representative", args=[agreement.uid, acting.uid])
    assert "this task" in client.post(add, values).text
    client.post(to, {"post": posts[0].pk, "task": "signatory", "version": acting.version})
    change = reverse("agreements:representative_change", args=[agreement.uid, acting.uid])
    assert "is not confirmed" in client.get(reverse("agreements:agreement", args=[agreement.uid])).text
    client.post(change, {"do": "confirm"})
    acting.refresh_from_db()
    assert acting.post == posts[0]
    assert acting.confirmed_at is not None
    client.post(to, {"post": posts[1].pk, "task": "signatory", "version": acting.version})
    assert Representative.objects.filter(confirmed_at=None).exists()
    second = add_representative(party=party, person=PersonFactory(office=office), task="signatory", **DOING)
    client.post(reverse("agreements:representative_change", args=[agreement.uid, second.uid]), {"do": "up"})
    assert list(Representative.objects.filter(party=party)) == [second, acting]
    client.post(change, {"do": "remove"})
    assert list(Representative.objects.filter(party=party)) == [second]
    change = reverse("agreements:representative_change", args=[agreement.uid, second.uid])
    client.force_login(UserFactory(office=office, role="editor"))
    assert {client.post(url).status_code for url in (add, change)} == {403}
    client.force_login(UserFactory(office=OfficeFactory()))
    assert {client.post(url).status_code for url in (add, change)} == {404}


def test_parties_that_stay_keep_who_acts_for_them(office):
    agreement = record(office)
    one, two = agreement.parties.all()
    acting = add_representative(party=two, person=PersonFactory(office=office), task="contact", **DOING)
    third = OrganizationFactory(office=office)
    amend_agreement(agreement, {}, parties=[two.organization, third, one.organization], **DOING)
    assert [p.organization for p in agreement.parties.all()] == [two.organization, third, one.organization]
    assert Representative.objects.get() == acting


def test_the_register_is_narrowed_ordered_and_exported(office, organizer, client):
    body = OrganizationFactory(office=office)
    record(office, title_en="First", state="in_force", signed_on=PartialDate(2020), expires_on=PartialDate(2021), number="2020-001")  # fmt: skip
    record(office, title_en="Second", parties=[body, OrganizationFactory(office=office)], confidential=True, number="2019-001")  # fmt: skip
    record(office, title_en="Third", event=EventFactory(office=office))

    def shown(**query):
        page = client.get(reverse("agreements:list"), query).text
        return [t for _place, t in sorted((page.index(f">{t}<"), t) for t in ("First", "Second", "Third") if f">{t}<" in page)]  # fmt: skip

    assert shown(state="lapsed") == ["First"]
    assert shown(organization=str(body.uid)) == ["Second"]
    assert shown(confidential="yes") == ["Second"]
    assert shown(event="with") == ["Third"]
    assert shown(sort="number") == ["Second", "First", "Third"]
    assert shown(expiring="30") == []
    answer = client.get(reverse("agreements:export"), {"sort": "number"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["Second", "First", "Third"]
    assert rows[2][0] == "2020-001"
    client.force_login(UserFactory(office=office, role="viewer"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(reverse("agreements:export")).content))
    assert [row[1] for row in book.get_sheet_by_index(0).to_python()[1:]] == ["Third", "First"]


def test_queries_of_the_workbook_and_of_a_page_do_not_grow(
    office, organizer, client, django_assert_max_num_queries
):
    def fill():
        made = record(office, event=EventFactory(office=office), owner=organizer, state="in_force")
        for party in made.parties.all():
            add_representative(party=party, person=PersonFactory(office=office), task="signatory", **DOING)
        return made

    first = fill()
    urls = [reverse("agreements:export"), reverse("agreements:agreement", args=[first.uid])]
    counts = []
    for url in urls:
        with django_assert_max_num_queries(25) as asked:
            client.get(url)
        counts.append(len(asked))
    for party in first.parties.all():
        for _n in range(2):
            add_representative(party=party, person=PersonFactory(office=office), task="contact", **DOING)
    for _n in range(2):
        fill()
        renewals.supplement(first, **DOING)
    for url, count in zip(urls, counts, strict=True):
        with django_assert_max_num_queries(count):
            client.get(url)
