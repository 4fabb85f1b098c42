"""The chaos suite in its short form: every promise kept, every control noticed."""

import os
import subprocess
import sys

from django.conf import settings


def test_the_promises_hold_when_everything_is_shaken() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--short"],
        cwd=settings.BASE_DIR, env=os.environ | {"ONLY": ""}, capture_output=True, text=True, timeout=420, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-3000:]
    assert result.stdout.count("noticed:") == 5
