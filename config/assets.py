"""Copies what the browser and the documents need from node_modules into build/.

Run as `python -m config.assets`; needs the standard library only. `build/assets/` is served under /static/vendor/,
`build/fonts/` is for documents, `build/testing/` for the browser tests.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
BUILD = ROOT / "build"
ICON_LIST = ROOT / "static" / "icons.txt"
ICONS = MODULES / "@tabler" / "icons" / "icons"

NOTO = "@expo-google-fonts/noto-sans-sc"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "assets/tabler.min.css",
    "@tabler/core/dist/css/tabler-vendors.min.css": "assets/tabler-vendors.min.css",
    "@tabler/core/dist/js/tabler.min.js": "assets/tabler.min.js",
    "tom-select/dist/css/tom-select.bootstrap5.min.css": "assets/tom-select.min.css",
    "tom-select/dist/js/tom-select.complete.min.js": "assets/tom-select.min.js",
    "sortablejs/Sortable.min.js": "assets/sortable.min.js",
    "@event-calendar/build/dist/event-calendar.min.css": "assets/event-calendar.min.css",
    "@event-calendar/build/dist/event-calendar.min.js": "assets/event-calendar.min.js",
    f"{NOTO}/400Regular/NotoSansSC_400Regular.ttf": "fonts/NotoSansSC-Regular.ttf",
    f"{NOTO}/700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC-Bold.ttf",
    f"{NOTO}/LICENSE_FONT": "fonts/LICENSE",
}
FILES_OF_TESTS = {"axe-core/axe.min.js": "testing/axe.min.js"}
# Source maps are not shipped, so nothing may point to them.
SOURCE_MAP = re.compile(r"\n?(?://|/\*)# sourceMappingURL=\S+(?: ?\*/)?")
SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BLANK_SHAPE = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def build() -> None:
    """Make build/ anew. Raises SystemExit with a sentence when a file or an icon is missing."""
    for folder in ("assets", "fonts", "testing"):
        shutil.rmtree(BUILD / folder, ignore_errors=True)
        (BUILD / folder).mkdir(parents=True)
    for source, target in FILES.items():
        copy(MODULES / source, BUILD / target)
    for source, target in FILES_OF_TESTS.items():
        if (MODULES / source).exists():
            copy(MODULES / source, BUILD / target)
    (BUILD / "assets" / "icons.svg").write_text(sprite(icon_names()), encoding="utf-8")


def copy(source: Path, target: Path) -> None:
    if not source.exists():
        sys.exit(f"{source.relative_to(ROOT)} is missing; run `make setup` to install the browser assets.")
    if target.suffix in {".css", ".js"}:
        target.write_text(SOURCE_MAP.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copyfile(source, target)


def icon_names() -> list[str]:
    """The icons in use, one a line in static/icons.txt; `#` begins a comment."""
    if not ICON_LIST.exists():
        return []
    lines = (line.partition("#")[0].strip() for line in ICON_LIST.read_text(encoding="utf-8").splitlines())
    return sorted({line for line in lines if line})


def sprite(names: list[str]) -> str:
    """One SVG file with a symbol per icon, used as `<use href="…/icons.svg#name">`."""
    symbols = "\n".join(symbol(name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(name: str) -> str:
    """The symbol of a Tabler icon; `NAME-filled` takes the filled drawing."""
    filled = name.endswith("-filled")
    path = (
        ICONS / "filled" / f"{name.removesuffix('-filled')}.svg"
        if filled
        else ICONS / "outline" / f"{name}.svg"
    )
    if not path.exists():
        sys.exit(f"static/icons.txt names “{name}”, which is no Tabler icon.")
    found = SHAPES.search(path.read_text(encoding="utf-8"))
    shapes = " ".join(BLANK_SHAPE.sub("", found[1]).split()) if found else ""
    paint = (
        'fill="currentColor"'
        if filled
        else 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{shapes}</symbol>'


if __name__ == "__main__":
    build()
