"""What programs for references read of our files: pandoc, citeproc-js, biber, BibTeX."""

import re
from pathlib import Path

import pytest
from conftest import Conflictcli, Dataset
from programs import installed, program, run

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
PANDOC = "lib/python3*/site-packages/pypandoc/files/pandoc"
SOURCES = [
    {
        "id": "bbc--aleppo",
        "title": "A <i>Times</i> of war & x < y at 50%, {#1}_a -- it's ~^| \\ “on” Łódź",
        "author": "Tom Miles and Stephanie Nebehay",
        "publisher": "TASS & Co",
        "published": "2016-10-09",
        "url": "https://example.org/a_b c?x=1&y=~z#f",
        "accessed": "2016-10-11",
    },
    {
        "id": "bounds",
        "publisher": "RTÉ",
        "published": "[2016-10-09..2016-10-10]",
        "url": "www.b.example",
    },
    {"id": "by", "title": "By", "publisher": "RTÉ", "published": "[..2016-10-09]"},
    {"id": "lasts", "title": "Lasts", "publisher": "RTÉ", "published": "2016-09-22/2016-10"},
    {"id": "days", "title": "Days", "publisher": "RTÉ", "published": "2016-10-09/2016-10-11"},
    {"id": "open", "title": "Open", "publisher": "RTÉ", "published": "2016-10-09/.."},
    {"id": "doi", "title": "عنوان", "publisher": "RTÉ", "url": "doi:10.1000/xyz"},
    {"id": "script", "title": "Script", "publisher": "RTÉ", "url": "javascript:alert(1)"},
]
READ = [
    "Tom Miles and Stephanie Nebehay"
    " | A <i>Times</i> of war & x < y at 50%, {#1}_a -- it’s ~^| \\ “on” Łódź"
    " | TASS & Co | 2016-10-09 | https://example.org/a_b%20c?x=1&y=~z#f | read 2016-10-11",
    "RTÉ | circa 2016-10 | www.b.example | Published between 9 Oct and 10 Oct 2016",
    "By | RTÉ | Published by 9 Oct 2016",
    "Lasts | RTÉ | 2016-09–10 | Published 22 Sep – Oct 2016",
    "Days | RTÉ | 2016-10-09–11",
    "Open | RTÉ | 2016-10-09 | Published from 9 Oct 2016",
    "عنوان | RTÉ | https://doi.org/10.1000/xyz",
    "Script | RTÉ | Address as given: javascript:alert(1)",
]


@pytest.fixture
def folder(conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path) -> Path:
    """Return a folder with the sources as sources.json and sources.bib."""
    path = dataset(schema_version=2, sources=SOURCES, actors=[])
    for format, name in [("csl-json", "sources.json"), ("bibtex", "sources.bib")]:
        written = conflictcli("sources", "--data", path, "-f", format).out
        (tmp_path / name).write_text(written, encoding="utf-8")
    return tmp_path


def lines(text: str) -> list[str]:
    """Return what is on the lines of a bibliography, without the character that parts markup."""
    return [line.strip().replace("\u2060", "") for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", ["sources.json", "sources.bib"])
@pytest.mark.parametrize("version", ["on PATH", "newest"])
def test_pandoc_reads_every_field(folder: Path, version: str, name: str) -> None:
    pandoc = program("pandoc") if version == "on PATH" else str(installed(PANDOC, "pandoc"))
    cited = "\n\n".join(f"[@{{{source['id']}}}]" for source in SOURCES)
    (folder / "page.md").write_text(f"# Bibliography\n\n{cited}\n", encoding="utf-8")
    style = ["--csl", str(HERE / "whole.csl"), "--metadata", "lang=en-US"]
    command = [pandoc, "page.md", "--citeproc", "--bibliography", name, *style, "-t", "plain"]
    page = run(*command, "--wrap=none", folder=folder)
    assert lines(page)[-len(READ) :] == READ


def test_citeproc_js_reads_every_field(folder: Path) -> None:
    citeproc = installed("node_modules/citeproc", "citeproc of npm")
    script = [program("node"), str(HERE / "bibliography.cjs"), str(citeproc)]
    written = run(*script, str(HERE / "whole.csl"), "sources.json", folder=folder)
    assert lines(written) == READ


def test_biber_reads_every_entry_without_a_warning(folder: Path) -> None:
    said = run(program("biber"), "--tool", "--output-file=read.bib", "sources.bib", folder=folder)
    read = (folder / "read.bib").read_text(encoding="utf-8")
    assert re.findall("WARN.*|ERROR.*", said) == []
    assert re.findall(r"@MISC\{(.*),", read) == [source["id"] for source in SOURCES]
    assert re.findall(r" DATE += \{(.*)\}", read) == [
        *("2016-10-09", "2016-10~", "2016-09/2016-10", "2016-10-09/2016-10-11", "2016-10-09"),
    ]


def test_bibtex_prints_every_entry_without_a_warning(folder: Path) -> None:
    aux = "\\citation{*}\n\\bibdata{sources}\n\\bibstyle{plain}\n"
    (folder / "page.aux").write_text(aux, encoding="utf-8")
    said = run(program("bibtex"), "page", folder=folder)
    printed = (folder / "page.bbl").read_text(encoding="utf-8")
    entries = {
        id: " ".join(text.replace("\\newblock", "").split())
        for id, text in re.findall(r"\\bibitem\{(.*)\}\n((?:.+\n)+)", printed)
    }
    assert "Warning" not in said
    assert entries["bounds"] == "{RTÉ}, October 2016. Published between 9 Oct and 10 Oct 2016."
    assert entries["lasts"] == "{Lasts}. {RTÉ}, 2016. Published 22 Sep – Oct 2016."
    assert entries["by"] == "{By}. {RTÉ}. Published by 9 Oct 2016."
    assert sorted(entries) == sorted(str(source["id"]) for source in SOURCES)
