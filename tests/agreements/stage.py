"""A ceremony to test with."""

import datetime as dt

from django.urls import reverse

from agreements.services import signings
from agreements.services.agreements import record_agreement
from agreements.services.representatives import add_representative
from agreements.services.signatures import record_signature
from base.dates import PartialDate
from events.services import agenda
from tests.factories import (
    EventFactory,
    OfficeFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
)

NOW = dt.datetime(2027, 7, 1, tzinfo=dt.UTC)
DO = {"by": "command", "at": NOW}


class Stage:
    """A forum with a signing at ten, and an agreement between two parties with a signatory each."""

    def __init__(self, **values):
        self.office = OfficeFactory()
        self.user = UserFactory(office=self.office, role="organizer")
        self.event = EventFactory(office=self.office, start_on=PartialDate(2027, 7, 26), zone="Asia/Shanghai")
        self.one = OrganizationFactory(office=self.office, name_en="Transfer Centre", country="CN")
        self.two = OrganizationFactory(office=self.office, name_en="University of the South", country="CL")
        self.agreement = record_agreement(
            office=self.office, event=self.event, kind="letter_of_intent", title_en="Letter of intent",
            state="text_agreed", parties=[self.one, self.two], **{"languages": ["es", "zh-hans"], **values}, **DO,
        )  # fmt: skip
        self.signatories = []
        for party in self.agreement.parties.all():
            post = PostFactory(person=PersonFactory(office=self.office), organization=party.organization)
            self.signatories.append(
                add_representative(party=party, person=post.person, task="signatory", post=post, **DO)
            )
        self.item = self.item_of("signing", "Signing ceremony", "签约仪式")

    def item_of(self, kind, title, chinese=""):
        return agenda.add_item(
            event=self.event, kind=kind, title_en=title, title_zh_hans=chinese, on=PartialDate(2027, 7, 26),
            start_time=dt.time(10), end_time=dt.time(11), place_en="Main hall", **DO,
        )  # fmt: skip

    def prepare(self, **values):
        return signings.prepare_signing(agreement=self.agreement, item=self.item, **values, **DO)

    def sign(self, number=0):
        return record_signature(
            party=self.signatories[number].party, person=self.signatories[number].person, **DO
        )

    def url(self, name, *more):
        return reverse(f"agreements:{name}", args=[self.event.slug, self.item.uid, *more])
