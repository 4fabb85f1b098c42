"""The conventions that a new office starts with; it may change them all."""

from __future__ import annotations

from typing import Any

from base.languages import EN
from people.precedence import Criterion, HostPlace

INTERNATIONAL: dict[str, Any] = {
    "name_en": "International",
    "name_zh_hans": "国际惯例",
    "name_es": "Internacional",
    "name_pt": "Internacional",
    "criteria": [Criterion.RANK, Criterion.NOTIFIED, Criterion.COUNTRY],
    "host": HostPlace.LAST,
    "language": EN,
    "is_default": True,
}
COUNTRIES: dict[str, Any] = {
    "name_en": "By country name",
    "name_zh_hans": "按国名顺序",
    "name_es": "Por nombre de país",
    "name_pt": "Por nome do país",
    "criteria": [Criterion.COUNTRY, Criterion.RANK, Criterion.NAME],
    "host": HostPlace.FIRST,
    "language": EN,
}
NAMES: dict[str, Any] = {
    "name_en": "By rank and family name",
    "name_zh_hans": "按职级和姓氏",
    "name_es": "Por rango y apellido",
    "name_pt": "Por nível do cargo e sobrenome",
    "criteria": [Criterion.RANK, Criterion.NAME],
    "host": HostPlace.AMONG,
    "language": EN,
}
BUILT_IN = (INTERNATIONAL, COUNTRIES, NAMES)
