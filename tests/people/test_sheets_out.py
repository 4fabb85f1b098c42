"""What leaves as a table."""

import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from base.dates import PartialDate
from base.sheets import Column, attachment, csv_file, workbook

MOMENT = dt.datetime(2023, 6, 29, 1, 30, tzinfo=dt.UTC)


def test_workbook_keeps_texts_numbers_and_days() -> None:
    rows = (
        [f"王 {n}", n, PartialDate.parse("2023-06-29"), PartialDate.parse("2023-06"), MOMENT, None]
        for n in range(3)
    )

    content = workbook(
        [Column("Name", 30), "No.", "Day", "Month", "Moment", "Empty"],
        rows,
        title="A/B: [x]",
        zone="Asia/Shanghai",
    )

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.name == "A B x"
    assert sheet.to_python()[:2] == [
        ["Name", "No.", "Day", "Month", "Moment", "Empty"],
        ["王 0", 0.0, dt.date(2023, 6, 29), "2023-06", dt.datetime(2023, 6, 29, 9, 30), ""],
    ]
    assert len(sheet.to_python()) == 4


def test_workbook_writes_no_formula() -> None:
    content = workbook(["Name"], [["=1+1"]])

    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1] == [
        "=1+1"
    ]


@pytest.mark.parametrize("text", ["=1+1", "+55 11", "-5", "@x", "\tx"])
def test_csv_disarms_formulas(text: str) -> None:
    content = csv_file(["Name", "No."], [[text, -5]])

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == f"Name,No.\r\n'{text},-5\r\n"


def test_attachment_has_its_name_in_any_script() -> None:
    assert (
        "filename*=utf-8''%E5%90%8D%E5%8D%95.csv"
        in attachment(b"", "名单.csv", "text/csv")["Content-Disposition"]
    )
