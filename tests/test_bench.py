"""The benchmark runs and writes what its readers expect; how fast it all is, is not for a test to say."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.load import press_with
from bench.results import BETWEEN, DOCS
from bench.rows.pages import PAGES, Page
from config.paths import ROOT

KEYS = ["row", "what", "figure", "unit", "goal", "floor", "sql", "met"]


def test_two_rows_in_short(tmp_path: Path) -> None:
    output = tmp_path / "results.json"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "bench", "--only", "d,n", "--short", "--output", str(output)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(output.read_text())["rows"]
    assert [row["row"] for row in rows] == ["d", "n", "n"]
    assert all(
        list(row) == KEYS and row["figure"] > 0 and row["floor"] > 0 and row["sql"] > 0 for row in rows
    )
    assert "floor" in done.stdout


def test_an_unknown_row_is_named() -> None:
    command = [sys.executable, "-m", "bench", "--only", "zz"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert "There is no row zz" in done.stderr


def test_goals_are_judged() -> None:
    page = next(page for page in PAGES if isinstance(page, Page) and page.row == "a" and page.times)
    assert page.is_met(1.5, 1.0, 6)
    assert not page.is_met(1.6, 1.0, 6)
    assert not page.is_met(1.0, 1.0, 7)


def test_the_loader_counts_every_answer(live_server):
    host, port = live_server.thread.host, live_server.thread.port
    load = press_with(
        host, port, lambda: f"GET /healthz?format=text HTTP/1.1\r\nHost: {host}\r\n\r\n".encode(), 0.3
    )
    assert load.requests > 0
    assert load.errors == 0


def test_the_page_of_figures_has_a_place_for_the_table() -> None:
    assert BETWEEN.search(DOCS.read_text())
