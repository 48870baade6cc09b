"""Drawings in programs that draw SVG: each text is where it belongs, with its first blanks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Conflictcli
from programs import program, python, run

pytestmark = pytest.mark.slow
SVG = "{http://www.w3.org/2000/svg}"
CELL, ABOVE, BELOW = 12.2, 16, 5  # Of a character: its width, and what is above and below its line.
LEFT, TOP = 9, 24  # Where the first character is.
SHIFT = 0.2  # What a character may be narrower: CairoSVG makes it whole pixels wide.
# Run where Pillow is, which CairoSVG brings: the width, then the level of grey of each pixel.
GREY = """
from PIL import Image
picture = Image.open("drawing.png").convert("RGBA")
grey = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("L")
open("drawing.grey", "wb").write(b"%d " % grey.width + grey.tobytes())
"""
ANSWERS = {
    "disputes": ["disputes", "--event", "deir-ez-zor"],
    "totals": ["casualties", "--by", "month"],
}


def by_rsvg_convert(folder: Path) -> None:
    run(program("rsvg-convert"), "drawing.svg", "-o", "drawing.png", folder=folder)


def by_cairosvg(folder: Path) -> None:
    run(program("cairosvg"), "drawing.svg", "-o", "drawing.png", folder=folder)


def by_libreoffice(folder: Path) -> None:
    installation = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(
        program("soffice"),
        "--headless",
        installation,
        "--convert-to",
        "png",
        "drawing.svg",
        folder=folder,
    )


def by_chromium(folder: Path) -> None:
    run(
        program("chromium"),
        *("--headless", "--no-sandbox", "--disable-gpu", "--screenshot=drawing.png"),
        *("--window-size=1500,1500", f"--user-data-dir={folder / 'profile'}"),
        (folder / "drawing.svg").as_uri(),
        folder=folder,
    )


Program = Callable[[Path], None]
PROGRAMS = [by_rsvg_convert, by_cairosvg, by_libreoffice, by_chromium]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("draw", PROGRAMS)
def test_every_text_is_drawn_where_it_belongs(
    conflictcli: Conflictcli, tmp_path: Path, draw: Program, answer: str
) -> None:
    drawing = conflictcli(*ANSWERS[answer], "-f", "svg").out
    (tmp_path / "drawing.svg").write_text(drawing, encoding="utf-8")
    draw(tmp_path)
    rows = ink(tmp_path)
    texts = list(ElementTree.fromstring(drawing).iter(f"{SVG}text"))
    assert len(texts) > 50
    assert [problem for text in texts for problem in misdrawn(text, rows)] == []


def misdrawn(text: ElementTree.Element, rows: list[list[bool]]) -> Iterator[str]:
    """Yield what is wrong with a text: no ink, or none where it begins and ends."""
    words = text.text or ""
    x, y = float(text.get("x", "")) + LEFT, float(text.get("y", "")) + TOP
    first, end = round(x), round(x + float(text.get("textLength", "")))
    band = rows[round(y - ABOVE) : round(y + BELOW)]
    inked = [at for at in range(first, end) if any(row[at] for row in band)]
    if not inked:
        yield f"not drawn: {words!r}"
        return
    blanks, length = len(words) - len(words.lstrip("\xa0")), len(words.rstrip("\xa0"))
    begins, ends = x + CELL * blanks, x + CELL * length
    if not begins - 2 - SHIFT * blanks <= inked[0] <= begins + CELL:
        yield f"begins at {inked[0]}, not at {begins}: {words!r}"
    if not ends - CELL - SHIFT * length <= inked[-1] <= ends + 2:
        yield f"ends at {inked[-1]}, not at {ends}: {words!r}"


def ink(folder: Path) -> list[list[bool]]:
    """Return for each pixel of a picture whether it is darker than paper."""
    run(python(), "-c", GREY, folder=folder)
    width, _, content = (folder / "drawing.grey").read_bytes().partition(b" ")
    size = int(width)
    starts = range(0, len(content), size)
    return [[level < 200 for level in content[start : start + size]] for start in starts]
