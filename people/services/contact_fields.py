"""The columns of a file of contacts, in the four languages, and what each accepts."""

from __future__ import annotations

import functools
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from base.languages import CODES
from base.locale_text import country_name, language_name
from base.tables import Field, plain
from people.models import Person

ALSO = {"usa": "US", "uk": "GB", "korea": "KR", "southkorea": "KR", "ivorycoast": "CI", "russianfederation": "RU", "vietnam": "VN", "prchina": "CN", "peoplesrepublicofchina": "CN", "eeuu": "US", "eua": "US"}  # fmt: skip
SEPARATORS = re.compile(r"[;；|\n]")


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


def name_order(text: str) -> str:
    found = {
        plain(name): value for value, label in Person.NameOrder.choices for name in (value, str(label))
    }.get(plain(text))
    if not found:
        raise ValueError(_("“family name first” or “given name first”"))
    return found


def several(text: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


FIELDS: tuple[Field, ...] = (
    Field("full_name", gettext_lazy("Full name"), ("name", "姓名", "名字", "nombre y apellidos", "nombre completo", "nome completo"), max_length=200),
    Field("given_name", gettext_lazy("Given name"), ("first name", "forename", "名", "nombre", "nombres", "nome", "prenome"), max_length=120),
    Field("family_name", gettext_lazy("Family name"), ("surname", "last name", "姓", "姓氏", "apellido", "apellidos", "sobrenome"), max_length=120),
    Field("native_name", gettext_lazy("Name in its own script"), ("native name", "chinese name", "中文名", "中文姓名", "nombre original", "nome original"), max_length=200),
    Field("name_order", gettext_lazy("Order of the name"), ("name order", "姓名顺序"), name_order),
    Field("honorific", gettext_lazy("Form of address"), ("salutation", "honorific", "称谓", "称呼", "tratamiento", "tratamento"), max_length=40),
    Field("academic_style", gettext_lazy("Academic title"), ("学衔", "职称", "título académico", "título acadêmico"), max_length=60),
    Field("email", gettext_lazy("E-mail"), ("email", "mail", "e-mail address", "email address", "邮箱", "电子邮件", "电子邮箱", "correo", "correo electrónico"), email, 254),
    Field("phone", gettext_lazy("Telephone"), ("phone", "tel", "mobile", "电话", "手机", "teléfono", "móvil", "telefone", "celular"), max_length=40),
    Field("country", gettext_lazy("Country"), ("country or region", "国家", "国家地区", "país"), country),
    Field("language", gettext_lazy("Language for letters"), ("language", "语言", "idioma", "língua"), language),
    Field("organization", gettext_lazy("Organization"), ("organisation", "company", "institution", "employer", "单位", "机构", "工作单位", "organización", "institución", "empresa", "organização", "instituição"), max_length=300),
    Field("title", gettext_lazy("Post"), ("position", "job title", "title", "职务", "职位", "cargo", "puesto", "função"), max_length=300),
    Field("department", gettext_lazy("Department"), ("division", "部门", "departamento", "setor"), max_length=300),
    Field("aliases", gettext_lazy("Other names"), ("aliases", "别名", "otros nombres", "outros nomes"), several, 600),
    Field("notes", gettext_lazy("Notes"), ("note", "remarks", "备注", "notas", "observaciones", "observações"), max_length=2000),
)  # fmt: skip
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}
NAMES = ("full_name", "family_name", "native_name")
