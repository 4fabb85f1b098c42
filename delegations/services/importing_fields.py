"""The columns of a list of members: those of participants, the role in the delegation, the passport and the diet."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from base import recognising
from base.countries import names as country_names
from base.tables import Field
from delegations.models import MemberRole
from delegations.services.travel_documents import LONGEST_NUMBER, normalised
from events.services.importing_fields import NOTE, OF_PEOPLE
from people.services.contact_fields import country, is_country, looks_parsed, one_of

YEAR_FIRST = re.compile(r"^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?(?:T00:00:00)?$")
YEAR_LAST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
MONTHS = 12
OLDEST = 120  # years
SHORTEST_NUMBER = 5


def date(text: str) -> dt.date:
    """A whole day. Day and month in figures are taken only where they cannot be mistaken for each other."""
    year_first, year_last = YEAR_FIRST.match(text), YEAR_LAST.match(text)
    try:
        if year_first:
            return dt.date(*map(int, year_first.groups()))
        if year_last:
            first, second, year = map(int, year_last.groups())
            if first == second or first > MONTHS:
                return dt.date(year, second, first)
            if second > MONTHS:
                return dt.date(year, first, second)
    except ValueError:
        pass
    raise ValueError(_("a day such as 1980-04-23, which cannot be read in two ways"))


def passport_number(text: str) -> str:
    """In capitals, without what people write between."""
    number = normalised(text)
    if not (
        number.isascii() and SHORTEST_NUMBER <= len(number) <= LONGEST_NUMBER and re.search(r"\d", number)
    ):
        raise ValueError(_("a passport number: 5 to 30 letters and digits"))
    return number


def birth_date(text: str) -> dt.date:
    day, today = date(text), dt.date.today()  # noqa: DTZ011
    if not today.year - OLDEST <= day.year or day > today:
        raise ValueError(_("a day of birth in the past, such as 1980-04-23"))
    return day


def _born(text: str) -> bool:
    return looks_parsed(birth_date)(text)


def _to_come(text: str) -> bool:
    try:
        return date(text) > dt.date.today()  # noqa: DTZ011
    except ValueError:
        return False


def _roles() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in MemberRole.choices]


role = one_of(
    _roles,
    others={"head": "leader", "headofdelegation": "leader", "团长": "leader", "副团长": "deputy", "团员": "member", "翻译": "interpreter", "jefe": "leader", "jefedeladelegacion": "leader", "chefe": "leader", "chefedadelegacao": "leader"},
)  # fmt: skip

FIELDS: tuple[Field, ...] = (
    *OF_PEOPLE,
    Field("member_role", gettext_lazy("Role in the delegation"), ("role", "角色", "团内职务", "papel", "rol", "función en la delegación", "função na delegação"), role, looks=looks_parsed(role), choices=lambda: [label for _value, label in _roles()]),
    Field("passport_number", gettext_lazy("Passport number"), ("passport", "passport no", "passport no.", "护照号", "护照号码", "证件号码", "pasaporte", "número de pasaporte", "passaporte", "número do passaporte"), passport_number, 40, recognising.is_passport_number),
    Field("passport_country", gettext_lazy("Issuing country"), ("country of issue", "issued by", "签发国", "签发国家", "país emisor", "país emissor", "país de expedición"), country, looks=is_country, choices=lambda: [*country_names(get_language() or "en").values()]),
    Field("passport_expires", gettext_lazy("Passport valid until"), ("expires on", "expiry", "expiry date", "date of expiry", "passport expiry", "有效期至", "护照有效期", "fecha de caducidad", "vencimiento", "válido hasta", "validade", "data de validade"), date, looks=_to_come),
    Field("printed_name", gettext_lazy("Name as printed in the passport"), ("name in passport", "passport name", "护照姓名", "护照上的姓名", "nombre en el pasaporte", "nome no passaporte"), max_length=120),
    Field("birth_date", gettext_lazy("Date of birth"), ("born on", "birth date", "birthday", "dob", "出生日期", "出生年月日", "fecha de nacimiento", "data de nascimento"), birth_date, looks=_born),
    Field("diet", gettext_lazy("Diet"), ("dietary needs", "dietary requirements", "meals", "饮食", "饮食要求", "忌口", "dieta", "alimentación", "alimentação"), max_length=300),
    NOTE,
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
