"""`manage.py report` and `manage.py dossier` on files: none of it may touch a database."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports.management.commands import report

S2 = settings.BASE_DIR / "reports" / "examples" / "s2.json"


def write(source, output, **options):
    call_command("report", str(source), language="es", output=output, stdout=StringIO(), **options)


@pytest.mark.parametrize(
    ("file_format", "start"), [("html", b"<!doctype"), ("pdf", b"%PDF"), ("docx", b"PK")]
)
def test_a_dossier_file_becomes_a_report(tmp_path, file_format, start):
    output = tmp_path / f"report.{file_format}"
    write(S2, output, format=file_format)
    assert output.read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [output.name]


def test_all_mistakes_of_a_file_are_told_and_the_old_report_stays(tmp_path):
    source, output = tmp_path / "bad.json", tmp_path / "report.pdf"
    source.write_text(json.dumps({"version": "1.0", "event": {"slug": "A B"}, "colour": 1}))
    output.write_bytes(b"old")
    with pytest.raises(CommandError) as caught:
        write(source, output, format="pdf")
    for path in ("$.event.slug", "$.event.kind", "$.event.title", "$.colour"):
        assert path in str(caught.value)
    assert output.read_bytes() == b"old"


def test_a_failed_write_leaves_neither_half_a_report_nor_a_file_aside(tmp_path, monkeypatch):
    output = tmp_path / "report.html"
    output.write_bytes(b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report.os, "fsync", full)
    with pytest.raises(CommandError, match="No space left"):
        write(S2, output, format="html")
    assert output.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [output.name]


def test_what_cannot_be_read_or_written_is_told(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        write(tmp_path / "none.json", tmp_path / "x.pdf", format="pdf")
    with pytest.raises(CommandError, match="no such folder"):
        write(S2, tmp_path / "none" / "x.pdf", format="pdf")
    with pytest.raises(CommandError, match="is a folder"):
        write(S2, tmp_path, format="pdf")


def test_dossier_schema_and_check(tmp_path):
    shown = StringIO()
    call_command("dossier", "schema", stdout=shown)
    assert json.loads(shown.getvalue())["properties"]["event"]
    call_command("dossier", "check", str(S2), stdout=shown)
    assert "valid dossier" in shown.getvalue()
