"""Pages in pandoc, and so in Word: links lead there and back, numbers are at the right."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from conftest import Conflictcli

pytestmark = pytest.mark.slow
READERS = Path(__file__).parents[2] / ".readers"
PANDOC = "lib/python3*/site-packages/pypandoc/files/pandoc"
TITLE = "Aleppo, September 2016 to March 2017: casualties"


@pytest.fixture
def document(conflictcli: Conflictcli, tmp_path: Path) -> str:
    """Return the Word document that pandoc makes of a page, as docs/formats.md says."""
    pandoc = next(READERS.glob(PANDOC), None) or shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed, or not in .readers")
    page = conflictcli("casualties", "-f", "html").out
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    command = [pandoc, "page.html", "--shift-heading-level-by=-1", "-o", "page.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "page.docx") as made:
        return made.read("word/document.xml").decode()


def texts(document: str, property: str) -> list[str]:
    """Return the texts of the paragraphs that have a property."""
    paragraphs = re.findall("<w:p>.*?</w:p>", document, re.DOTALL)
    runs = [re.findall("<w:t(?: [^>]*)?>([^<]*)", part) for part in paragraphs if property in part]
    return ["".join(run) for run in runs]


def test_every_link_of_a_document_leads_somewhere(document: str) -> None:
    targets = set(re.findall('<w:bookmarkStart [^>]*w:name="([^"]*)"', document))
    links = re.findall('<w:hyperlink [^>]*w:anchor="([^"]*)"', document)
    assert len(links) > 100
    assert [link for link in links if link not in targets] == []


def test_a_document_has_its_title_once(document: str) -> None:
    assert document.count(f">{TITLE}<") == 1
    assert texts(document, '<w:pStyle w:val="Title" />') == [TITLE]


def test_numbers_are_at_the_right_in_a_document(document: str) -> None:
    at_right = texts(document, '<w:jc w:val="right" />')
    assert {"killed", "injured", "counts", "83", "at least 377"} <= set(at_right)
    assert not {"event", "counted by", "source"} & set(at_right)
