"""The register of agreements: parties and signatories, the lifecycle, search, who may do what."""

import datetime as dt

import pytest
from django.urls import reverse

from agreements.models import Agreement, Signature
from agreements.services.agreements import move_agreement, record_agreement
from agreements.services.follow_ups import add_follow_up
from base.dates import PartialDate
from base.errors import Conflict, Invalid
from people.models import Entry
from tests.factories import (
    EventFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def organizer(office, client):
    user = UserFactory(office=office, role="organizer")
    client.force_login(user)
    return user


def record(office, **values):
    given = {
        "kind": "mou",
        "title_en": "Memorandum",
        "parties": [OrganizationFactory(office=office) for _ in range(2)],
        **values,
    }
    return record_agreement(office=office, by="command", at=NOW, **given)


def typed(one, two, **values):
    return {
        "kind": "letter_of_intent", "state": "signed", "title_en": "Letter of intent", "signed_on": "2023-07-26", "languages": ["es", "zh-hans"],
        "terms_en": "Share information\nTransfer achievements", "terms_zh_hans": "信息共享", "fields_en": "biomedicine",
        "parties-TOTAL_FORMS": "3", "parties-INITIAL_FORMS": "0", "parties-0-organization": one, "parties-1-organization": two, **values,
    }  # fmt: skip


def test_an_agreement_is_recorded_with_parties_and_signatories(office, organizer, client):
    event = EventFactory(office=office)
    one, two = (OrganizationFactory(office=office) for _ in range(2))
    signatory, witness = PersonFactory(office=office), PersonFactory(office=office)
    post = PostFactory(person=signatory, organization=one)
    PostFactory(person=signatory)
    url = reverse("agreements:outcome_agreement", args=[event.slug])
    assert client.get(url).status_code == 200
    values = typed(
        str(one.uid), str(two.uid), **{"parties-0-signatories": str(signatory.uid), "witnesses": witness.name}
    )
    page_url = client.post(url, values).headers["Location"]
    agreement = Agreement.objects.get()
    assert (agreement.event, agreement.state, str(agreement.signed_on)) == (event, "signed", "2023-07-26")
    assert agreement.terms == [
        {"en": "Share information", "zh-hans": "信息共享"},
        {"en": "Transfer achievements"},
    ]
    assert [party.organization for party in agreement.parties.all()] == [one, two]
    assert Signature.objects.get().post == post
    page = client.get(page_url).content.decode()
    for text in (
        str(one),
        signatory.name,
        "Director",
        "Not stated",
        witness.name,
        "Transfer achievements",
        "Spanish",
    ):
        assert text in page, text


def test_witnesses_as_worded_and_a_language_of_neither_reader_are_kept(office, organizer, client):
    agreement = record(office, languages=["hu", "zh-hans"], witnessed_by_en="all parties")
    uids = [str(party.organization.uid) for party in agreement.parties.all()]
    page = client.get(reverse("agreements:agreement", args=[agreement.uid])).content.decode()
    assert "all parties" in page
    assert "Hungarian" in page
    edit = reverse("agreements:edit", args=[agreement.uid])
    assert '<option value="hu" selected>' in client.get(edit).content.decode()
    values = typed(*uids, version=1, languages=["hu", "th"], witnessed_by_en="", witnessed_by_zh_hans="各方")
    assert client.post(edit, values).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.languages, agreement.witnessed_by_en or "", agreement.witnessed_by_zh_hans) == (
        ["hu", "th"],
        "",
        "各方",
    )
    assert 'lang="zh-Hans">各方' in client.get(reverse("agreements:agreement", args=[agreement.uid])).text


def test_what_is_wrong_is_said_and_nothing_lost(office, organizer, client):
    one, foreign = OrganizationFactory(office=office), OrganizationFactory()
    url = reverse("agreements:add")
    few = client.post(url, typed(str(one.uid), "")).content.decode()
    assert "Name at least two parties." in few
    assert "Letter of intent" in few
    assert (
        "is not in the directory" in client.post(url, typed(str(one.uid), str(foreign.uid))).content.decode()
    )
    assert "A party is named twice." in client.post(url, typed(str(one.uid), str(one.uid))).content.decode()
    person = PersonFactory(office=office)
    orphan = client.post(
        url, typed(str(one.uid), "", **{"parties-2-signatories": str(person.uid)})
    ).content.decode()
    assert "Name the party for which they signed." in orphan
    assert not Agreement.objects.exists()


def test_a_signatory_with_several_posts_is_asked_for_one(office, organizer, client):
    agreement = record(office)
    party = agreement.parties.first()
    person = PersonFactory(office=office)
    posts = [
        PostFactory(person=person, organization=party.organization, title_en=title)
        for title in ("Dean", "Vice Director")
    ]
    edit = reverse("agreements:edit", args=[agreement.uid])
    page = client.get(edit).content.decode()
    assert str(party.organization) in page
    uids = [str(p.organization.uid) for p in agreement.parties.all()]
    values = typed(*uids, **{"parties-0-signatories": str(person.uid), "version": agreement.version})
    assert client.post(edit, values).status_code == 302
    signature = Signature.objects.get()
    assert signature.post is None
    foreign = PostFactory(person__office=office)
    url = reverse("agreements:signature", args=[agreement.uid, signature.uid])
    client.post(url, {"post": str(foreign.uid)})
    assert client.post(url, {"post": "no identifier"}).status_code == 302
    assert not Signature.objects.exclude(post=None).exists()
    client.post(url, {"post": str(posts[1].uid)})
    assert Signature.objects.valid().get().post == posts[1]
    agreement.refresh_from_db()
    client.post(edit, values | {"version": agreement.version, "title_en": "Renamed"})
    signature = Signature.objects.valid().get()
    assert signature.post == posts[1]
    page = client.get(reverse("agreements:agreement", args=[agreement.uid])).content.decode()
    assert f'<option value="{posts[1].uid}" selected>' in page
    assert reverse("agreements:signature", args=[agreement.uid, signature.uid]) in page


def test_the_lifecycle(office, organizer, client):
    agreement = record(office)
    with pytest.raises(Conflict):
        move_agreement(agreement, to="expired", by="command", at=NOW)
    url = reverse("agreements:move", args=[agreement.uid, "text_agreed"])
    assert client.get(url).status_code == 200
    assert client.post(url, {"version": agreement.version}).status_code == 302
    url = reverse("agreements:move", args=[agreement.uid, "signed"])
    agreement.refresh_from_db()
    assert "State the day of signing." in client.post(url, {"version": agreement.version}).content.decode()
    assert client.post(url, {"version": agreement.version, "on": "2023-07"}).status_code == 302
    agreement = Agreement.objects.get()
    assert (agreement.state, str(agreement.signed_on)) == ("signed", "2023-07")
    assert (
        client.post(
            reverse("agreements:move", args=[agreement.uid, "expired"]), {"version": agreement.version}
        ).status_code
        == 200
    )
    client.post(reverse("agreements:delete", args=[agreement.uid]))
    assert Agreement.objects.exists()
    assert Entry.objects.about(f"agreement:{agreement.pk}").filter(verb="moved to signed").exists()


def test_the_register_is_searched_and_filtered(office, organizer, client):
    body = OrganizationFactory(office=office, name_zh_hans="广州实验室")
    record(
        office, title_en="First", title_zh_hans="合作备忘录", state="signed", signed_on=PartialDate(2023, 6)
    )
    record(office, title_en="Second", kind="contract", parties=[body, OrganizationFactory(office=office)])
    record(OfficeFactory(), title_en="Foreign")

    def shown(**query):
        page = client.get(reverse("agreements:list"), query).content.decode()
        return {title for title in ("First", "Second", "Foreign") if f">{title}<" in page}

    assert shown() == {"First", "Second"}
    assert shown(q="备忘") == {"First"}
    assert shown(q="实验") == {"Second"}
    assert shown(state="signed") == {"First"}
    assert shown(kind="contract") == {"Second"}
    assert shown(year="2023") == {"First"}
    assert shown(year="2024") == set()
    assert "No agreement matches" in client.get(reverse("agreements:list"), {"q": "nothing"}).content.decode()


def test_isolation_and_roles(office, client):
    agreement = record(office)
    reading = [reverse("agreements:agreement", args=[agreement.uid])]
    writing = [
        reverse("agreements:edit", args=[agreement.uid]), reverse("agreements:delete", args=[agreement.uid]),
        reverse("agreements:move", args=[agreement.uid, "signed"]), reverse("agreements:follow_up_of_agreement", args=[agreement.uid]),
    ]  # fmt: skip
    client.force_login(UserFactory(office=OfficeFactory()))
    assert {client.get(url).status_code for url in reading} == {404}
    assert {client.post(url).status_code for url in writing} == {404}
    for role in ("viewer", "editor", "reviewer"):
        client.force_login(UserFactory(office=office, role=role))
        assert {client.get(url).status_code for url in reading} == {200}
        assert {client.post(url).status_code for url in [*writing, reverse("agreements:add")]} == {403}
    client.force_login(UserFactory(office=office, role="protocol"))
    assert client.get(writing[0]).status_code == 200


def test_two_parties_at_least(office):
    with pytest.raises(Invalid):
        record(office, parties=[OrganizationFactory(office=office)])


@pytest.mark.parametrize("name", ["list", "agreement"])
def test_queries_do_not_grow(office, organizer, client, name, django_assert_max_num_queries):
    def fill(agreement=None):
        agreement = agreement or record(office, event=EventFactory(office=office))
        for _n in range(2):
            add_follow_up(
                cause=agreement, text_en="Task", lead=OrganizationFactory(office=office), by="command", at=NOW
            )
        return agreement

    first = fill()
    url = reverse("agreements:list") if name == "list" else reverse("agreements:agreement", args=[first.uid])
    with django_assert_max_num_queries(20) as one:
        client.get(url)
    for _n in range(2):
        fill(None if name == "list" else first)
    with django_assert_max_num_queries(len(one)):
        client.get(url)


def test_witnesses_and_signatories_of_another_office_are_refused(office):
    foreign = PersonFactory(office=OfficeFactory())
    parties = [OrganizationFactory(office=office) for _ in range(2)]
    for given in ({"witnesses": [foreign]}, {"signatories": {parties[0]: [(foreign, None)]}}):
        with pytest.raises(Invalid, match="another office"):
            record(office, parties=parties, **given)
    with pytest.raises(Invalid) as refused:
        record(office, parties=parties, event=EventFactory())
    assert list(refused.value.errors) == ["event"]
    assert not Agreement.objects.exists()
