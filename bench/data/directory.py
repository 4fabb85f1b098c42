"""Two offices, one organizer, organizations and people with posts."""

from __future__ import annotations

from bench.data.making import COUNTRIES, ZONE, insert, stamp, stated
from people.models import Office, Organization, Person, Post, Role, RoleName, User
from people.services import directory

ORGANIZATIONS = 60
SECTIONS = ("technology transfer", "agriculture", "public health", "renewable energy", "information networks")
SECTIONS_ZH = ("技术转移", "农业", "公共卫生", "可再生能源", "信息网络")


class Directory:
    """Makes them and holds what the events refer to."""

    def __init__(self, *, organizer: str) -> None:
        self.office, other = insert(Office, [_office(1), _office(2)])
        user = User.objects.create_user(email=organizer, name="Organizer", zone=ZONE)
        insert(Role, [Role(user=user, office=self.office, name=RoleName.ORGANIZER)])
        insert(Organization, [_organization(other, number) for number in range(1, 21)])
        self.organizations = insert(
            Organization, [_organization(self.office, n) for n in range(1, ORGANIZATIONS + 1)]
        )
        self._people = 0

    def people(self, count: int) -> list[Person]:
        """So many more people of the office."""
        first, self._people = self._people + 1, self._people + count
        return insert(Person, [self._person(number) for number in range(first, first + count)])

    def give_posts(self, people: list[Person]) -> list[Post]:
        """One post each, and every tenth person a second one."""
        posts = [self._post(person, n, 0) for n, person in enumerate(people)]
        posts += [self._post(person, n + 7, 1) for n, person in enumerate(people) if n % 10 == 0]
        return insert(Post, posts)

    def organization_of(self, number: int) -> Organization:
        return self.organizations[number % len(self.organizations)]

    def _person(self, number: int) -> Person:
        person = Person(
            office=self.office,
            given_name="Participant",
            family_name=str(number),
            native_name=f"参会者{number}" if number % 5 == 0 else "",
            academic_style="Dr." if number % 4 == 0 else "",
            country=COUNTRIES[number % len(COUNTRIES)],
            language=("es", "pt", "en", "zh-hans")[number % 4],
            email=f"participant{number}@bench.example",
            **stamp(),
        )
        directory.index_person(person)
        return person

    def _post(self, person: Person, number: int, position: int) -> Post:
        section = number % len(SECTIONS)
        title = stated(
            "title",
            f"Director for {SECTIONS[section]}",
            f"{SECTIONS_ZH[section]}处处长",
            "Director de área",
            "Diretor de área",
        )
        return Post(
            office=self.office, person=person, organization=self.organization_of(number), position=position,
            rank=number % 9 + 1, **title, **stamp(),
        )  # fmt: skip


def _office(number: int) -> Office:
    return Office(
        name=f"Office {number}",
        slug=f"bench-office-{number}",
        country="CN",
        zone=ZONE,
        contact_name="Office desk",
        contact_email=f"office{number}@bench.example",
        privacy_notice_en="Your details are kept to run this event, seen only by this office, and deleted on request.",
        **stamp(),
    )


def _organization(office: Office, number: int) -> Organization:
    section = number % len(SECTIONS)
    name = stated(
        "name",
        f"Organization {number} for {SECTIONS[section]}",
        f"第{number}{SECTIONS_ZH[section]}机构",
        f"Organización {number}",
        f"Organização {number}",
    )
    organization = Organization(
        office=office,
        native_name=f"第{number}机构",
        short_name=f"O{number}",
        kind=("institute", "university", "company", "ministry")[number % 4],
        country=COUNTRIES[number % len(COUNTRIES)],
        city=f"City {number % 12}",
        **name,
        **stamp(),
    )
    directory.index_organization(organization)
    return organization
