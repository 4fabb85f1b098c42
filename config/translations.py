"""Compiles locale/*/LC_MESSAGES/*.po to .mo by Babel, because gettext's tools may be missing on the machine.

Run as `python -m config.translations`; with `tidy` it first takes out the plural forms that a language does not have,
which gettext's tools leave in new files.
"""

import re
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

PLURALS = re.compile(r"nplurals=(\d+)")
PLURAL_FORM = re.compile(r'^msgstr\[(\d+)\] (?:".*"\n)+', re.MULTILINE)
LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(folder: Path = LOCALE) -> None:
    """Write the .mo file beside every .po file that is newer than it."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        try:
            with source.open("rb") as stream:
                catalog = read_po(stream, locale=source.parent.parent.name, abort_invalid=True)
        except PoFileError as problem:
            sys.exit(f"{source.relative_to(folder.parent)} cannot be compiled: {problem}.")
        aside = target.with_suffix(".mo.new")
        with aside.open("wb") as stream:
            write_mo(stream, catalog)
        aside.replace(target)


def tidy(folder: Path = LOCALE) -> None:
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        before = source.read_text(encoding="utf-8")
        if found := PLURALS.search(before):
            known = int(found[1])
            after = PLURAL_FORM.sub(lambda form: form[0] if int(form[1]) < known else "", before)  # noqa: B023
            if after != before:
                source.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    if "tidy" in sys.argv[1:]:
        tidy()
    compile_all()
