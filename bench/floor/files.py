"""Bare files: one SELECT, and what the format needs."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from xlsxwriter import Workbook

from bench.data import LARGE
from bench.floor.pages import items
from events.models import Registration

COLUMNS = (
    "seq", "person__family_name", "person__given_name", "person__native_name", "organization_name", "job_title", "country",
    "email", "language", "role", "manner", "state", "seats", "note", "created_at", "confirmed_at",
)  # fmt: skip
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Floor//EN\r\n"
ENTRY = (
    "BEGIN:VEVENT\r\nUID:{uid}@localhost\r\nDTSTAMP:20260105T090000Z\r\nLAST-MODIFIED:20260105T090000Z\r\n"
    "SUMMARY;LANGUAGE=en:{title_en}\r\nDTSTART;TZID=Asia/Shanghai:{day}T{start}\r\nDTEND;TZID=Asia/Shanghai:{day}T{end}\r\n"
    "DESCRIPTION;LANGUAGE=en:{gist_en}\r\nLOCATION:{room__name}\\, {room__venue__name}\r\nSTATUS:CONFIRMED\r\n"
    "CONTACT:Event desk desk@bench.example\r\nRELATED-TO:d7a1b5e2-0000-4000-8000-000000000000@localhost\r\nSEQUENCE:0\r\n"
    "URL:http://localhost:8000/e/bench-seminar/programme/#i{uid}\r\nEND:VEVENT\r\n"
)


def calendar(_request: HttpRequest) -> HttpResponse:
    entries = [
        ENTRY.format(
            **row,
            day=str(row["on"]).replace("-", ""),
            start=f"{row['start_time']:%H%M%S}",
            end=f"{row['end_time']:%H%M%S}",
        )
        for row in items()
    ]
    return HttpResponse(
        "".join([HEAD, *entries, "END:VCALENDAR\r\n"]), content_type="text/calendar; charset=utf-8"
    )


def workbook(_request: HttpRequest) -> HttpResponse:
    target = io.BytesIO()
    with Workbook(
        target, {"constant_memory": True, "strings_to_urls": False, "remove_timezone": True}
    ) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for number, row in enumerate(_rows()):
            for place, value in enumerate(row):
                if place > len(COLUMNS) - 3:
                    sheet.write_datetime(number, place, value, moment)
                else:
                    sheet.write(number, place, value)
    return HttpResponse(target.getvalue(), content_type="application/octet-stream")


def text(_request: HttpRequest) -> HttpResponse:
    target = io.StringIO()
    csv.writer(target).writerows(_rows())
    return HttpResponse(target.getvalue(), content_type="text/csv")


def _rows() -> Any:
    return (
        Registration.objects.filter(event__slug=LARGE)
        .order_by("seq")
        .values_list(*COLUMNS)
        .iterator(chunk_size=2000)
    )
