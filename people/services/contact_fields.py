"""The columns of a file of contacts, in the four languages, and what each accepts."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries

from base import recognising
from base.countries import names as country_names
from base.languages import CODES, Language
from base.locale_text import country_name, language_name
from base.tables import Field, Looks, Parse, plain
from people.forms.choices import SPOKEN
from people.models import Person

ALSO = {"usa": "US", "uk": "GB", "korea": "KR", "southkorea": "KR", "ivorycoast": "CI", "russianfederation": "RU", "vietnam": "VN", "prchina": "CN", "peoplesrepublicofchina": "CN", "eeuu": "US", "eua": "US"}  # fmt: skip
HIGHEST_NUMBER = 99
SEPARATORS = re.compile(r"[;；|\n]")
SPOKEN_SEPARATORS = re.compile(r"[,，、;；/|\n]")


@functools.cache
def countries_by_name() -> dict[str, str]:
    """Plain name in any of the four languages → ISO 3166 code."""
    named = {plain(country_name(code, language)): code for code in countries.countries for language in CODES}
    official = {plain(str(name)): code for code, name in countries.countries.items()}
    return {**official, **named, **ALSO}


def country(text: str) -> str:
    code = text.strip().upper()
    found = code if code in countries.countries else countries_by_name().get(plain(text))
    if not found:
        raise ValueError(_("a country by its name or its ISO code, such as Brazil or BR"))
    return found


def email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as exc:
        raise ValueError(_("an e-mail address such as name@example.org")) from exc
    return text


@functools.cache
def languages_by_name() -> dict[str, str]:
    """Plain name of our four languages, in each of them → code."""
    return {
        plain(name): code
        for code in CODES
        for spoken in CODES
        for name in (code, language_name(code, spoken), language_name(code[:2], spoken))
    }


def language(text: str) -> str:
    found = languages_by_name().get(plain(text))
    if not found:
        raise ValueError(_("one of English, 中文, Español, Português"))
    return found


@functools.cache
def spoken_by_name() -> dict[str, str]:
    """Plain name of a spoken language in any of our four, or its code → code."""
    named = {plain(language_name(code, ours)): code for code in SPOKEN for ours in CODES}
    return {**{code: code for code in SPOKEN}, **named, "mandarin": "zh", "汉语": "zh", "普通话": "zh"}


def spoken(text: str) -> list[str]:
    """Several languages, separated by commas or the like, as codes in order of mention."""
    found = []
    for part in SPOKEN_SEPARATORS.split(text):
        if part.strip():
            code = spoken_by_name().get(plain(part))
            if not code:
                raise ValueError(_("languages by their names or codes, such as English, 中文 or pt"))
            found.append(code)
    return list(dict.fromkeys(found))


def one_of(
    labels: Callable[[], Iterable[tuple[str, Any]]], *, others: Mapping[str, str] | None = None
) -> Parse:
    """A parser for the values or labels of a choice, in any of the four languages."""

    def parse(text: str) -> str:
        found = _choice_names(labels).get(plain(text)) or (others or {}).get(plain(text))
        if not found:
            expected = ", ".join(str(label) for _value, label in labels())
            raise ValueError(_("one of: %(choices)s") % {"choices": expected})
        return found

    return parse


def looks_parsed(parse: Parse) -> Looks:
    """Whatever the parser takes looks like it."""

    def looks(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return looks


def _choice_names(labels: Callable[[], Iterable[tuple[str, Any]]]) -> dict[str, str]:
    key = (labels, get_language())
    if key not in _NAMES:
        found: dict[str, str] = {}
        for code in CODES:
            with translation.override(code):
                found |= {plain(str(label)): value for value, label in labels()}
        _NAMES[key] = {**found, **{plain(value): value for value, _label in labels()}}
    return _NAMES[key]


_NAMES: dict[Any, dict[str, str]] = {}


def is_country(text: str) -> bool:
    return text.strip().upper() in countries.countries or plain(text) in countries_by_name()


def name_order(text: str) -> str:
    found = {
        plain(name): value for value, label in Person.NameOrder.choices for name in (value, str(label))
    }.get(plain(text))
    if not found:
        raise ValueError(_("“family name first” or “given name first”"))
    return found


def rank(text: str) -> int:
    """Of a post: 1 is the highest."""
    if not (text.isdecimal() and 1 <= int(text) <= HIGHEST_NUMBER):
        raise ValueError(_("one of: %(choices)s") % {"choices": f"1, 2, 3 … {HIGHEST_NUMBER}"})
    return int(text)


def several(text: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


FIELDS: tuple[Field, ...] = (
    Field("full_name", gettext_lazy("Full name"), ("name", "姓名", "名字", "nombre y apellidos", "nombre completo", "nome completo"), max_length=200, looks=recognising.is_latin_name),
    Field("given_name", gettext_lazy("Given name"), ("first name", "forename", "名", "nombre", "nombres", "nome", "prenome"), max_length=120),
    Field("family_name", gettext_lazy("Family name"), ("surname", "last name", "姓", "姓氏", "apellido", "apellidos", "sobrenome"), max_length=120),
    Field("native_name", gettext_lazy("Name in its own script"), ("native name", "chinese name", "中文名", "中文姓名", "nombre original", "nome original"), max_length=200, looks=recognising.is_chinese_name),
    Field("name_order", gettext_lazy("Order of the name"), ("name order", "姓名顺序"), name_order, looks=looks_parsed(name_order), choices=lambda: [str(label) for _value, label in Person.NameOrder.choices]),
    Field("honorific", gettext_lazy("Form of address"), ("salutation", "honorific", "称谓", "称呼", "tratamiento", "tratamento"), max_length=40),
    Field("academic_style", gettext_lazy("Academic title"), ("学衔", "职称", "título académico", "título acadêmico"), max_length=60),
    Field("email", gettext_lazy("E-mail"), ("email", "mail", "e-mail address", "email address", "邮箱", "电子邮件", "电子邮箱", "correo", "correo electrónico"), email, 254, recognising.is_email),
    Field("phone", gettext_lazy("Telephone"), ("phone", "tel", "mobile", "电话", "手机", "teléfono", "móvil", "telefone", "celular"), max_length=40, looks=recognising.is_phone),
    Field("country", gettext_lazy("Country"), ("country or region", "国家", "国家地区", "país"), country, looks=is_country, choices=lambda: [*country_names(get_language() or "en").values()]),
    Field("language", gettext_lazy("Language for letters"), ("language", "语言", "idioma", "língua"), language, looks=looks_parsed(language), choices=lambda: [*Language.labels]),
    Field("languages", gettext_lazy("Languages"), ("spoken languages", "languages spoken", "会说的语言", "语种", "idiomas", "línguas"), spoken, looks=looks_parsed(spoken)),
    Field("organization", gettext_lazy("Organization"), ("organisation", "company", "institution", "employer", "单位", "机构", "工作单位", "organización", "institución", "empresa", "organização", "instituição"), max_length=300),
    Field("title", gettext_lazy("Post"), ("position", "job title", "title", "职务", "职位", "cargo", "puesto", "função"), max_length=300),
    Field("rank", gettext_lazy("protocol rank"), ("rank", "protocol level", "礼宾级别", "级别", "rango", "nivel de protocolo", "nível de protocolo"), rank, 3),
    Field("department", gettext_lazy("Department"), ("division", "部门", "departamento", "setor"), max_length=300),
    Field("aliases", gettext_lazy("Other names"), ("aliases", "别名", "otros nombres", "outros nomes"), several, 600),
    Field("notes", gettext_lazy("Notes"), ("note", "remarks", "备注", "notas", "observaciones", "observações"), max_length=2000),
)  # fmt: skip
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}
NAMES = ("full_name", "family_name", "native_name")
