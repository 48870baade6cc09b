"""References for other programs: CSL-JSON and BibTeX, and the addresses in every format."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cmarkgfm import github_flavored_markdown_to_html
from conftest import Conflictcli, Dataset, event
from hypothesis import given
from hypothesis import strategies as st

from conflictcli.model.addresses import encoded_address, link

# The Citation Style Language's own schema of version 1.0.2, under its MIT licence.
CSL = Path(__file__).parent / "data" / "csl-data.json"


def source(id: str, **fields: object) -> dict[str, object]:
    """Return a source that a paper published."""
    return {"id": id, "publisher": "The Paper", **fields}


@pytest.fixture
def items(conflictcli: Conflictcli, dataset: Dataset) -> Any:
    """Return the references of sources, by id, in CSL-JSON."""

    def written(*sources: dict[str, object]) -> dict[str, Any]:
        path = dataset(schema_version=2, sources=[*sources, {"id": "paper"}])
        run = conflictcli("sources", "--data", path, "-f", "csl-json")
        assert run.code == 0
        return {item["id"]: item for item in run.json}

    return written


def test_sources_are_items_of_csl_json(items: Any) -> None:
    page = source(
        "page",
        title="Title",
        author="A. Author",
        published="2016-10-09",
        url="https://example.org/a",
        archived_url="https://archive.example/a",
        accessed="2016-10-11",
        language="en",
        note="private",
    )
    archived = source("archived", archived_url="https://archive.example/b")
    found = items(page, archived, source("print"), {"id": "untitled", "title": "Leaflet"})
    assert list(found.values()) == [
        {
            "id": "page",
            "type": "webpage",
            "title": "Title",
            "container-title": "The Paper",
            "author": [{"literal": "A. Author"}],
            "language": "en",
            "URL": "https://example.org/a",
            "accessed": {"date-parts": [[2016, 10, 11]]},
            "issued": {"date-parts": [[2016, 10, 9]]},
            "note": "Archived at https://archive.example/a",
        },
        {
            "id": "archived",
            "type": "webpage",
            "container-title": "The Paper",
            "URL": "https://archive.example/b",
        },
        {"id": "print", "type": "report", "publisher": "The Paper"},
        {"id": "untitled", "type": "document", "title": "Leaflet"},
        {"id": "paper", "type": "document"},
    ]


# What programs read of each date: date parts, whether these are vague, and the words beside them.
ISSUED: dict[str, tuple[list[list[int]] | None, bool, str | None]] = {
    "2016": ([[2016]], False, None),
    "2016-10": ([[2016, 10]], False, None),
    "2016-10-09": ([[2016, 10, 9]], False, None),
    "2016-10-09/2016-10-11": ([[2016, 10, 9], [2016, 10, 11]], False, None),
    "2016-09/2016-10": ([[2016, 9], [2016, 10]], False, None),
    "2016-09-22/2016-10": ([[2016, 9], [2016, 10]], False, "Published 22 Sep – Oct 2016"),
    "2016-10-03/2016-10": ([[2016, 10]], False, "Published 3 Oct – Oct 2016"),
    "2015/2016-10-03": ([[2015], [2016]], False, "Published 2015 – 3 Oct 2016"),
    "2016-10-09/..": ([[2016, 10, 9]], False, "Published from 9 Oct 2016"),
    "2016-10/..": ([[2016, 10]], False, "Published from Oct 2016"),
    "[2016-10-09..2016-10-10]": ([[2016, 10]], True, "Published between 9 Oct and 10 Oct 2016"),
    "[2016-09-30..2016-10-01]": ([[2016]], True, "Published between 30 Sep and 1 Oct 2016"),
    "[2016-10..2016-10-09]": ([[2016, 10]], True, "Published between Oct and 9 Oct 2016"),
    "[2016-10-09..2016-10-09]": ([[2016, 10, 9]], False, None),
    "[2016-12-31..2017-01-01]": (None, False, "Published between 31 Dec 2016 and 1 Jan 2017"),
    "[2016-01-05..2017-01-05]": (None, False, "Published between 5 Jan 2016 and 5 Jan 2017"),
    "[2016-10-09..]": (None, False, "Published 9 Oct 2016 or later"),
    "[..2016-10-09]": (None, False, "Published by 9 Oct 2016"),
}


@pytest.mark.parametrize("published", ISSUED)
def test_a_date_says_no_more_than_the_source(items: Any, published: str) -> None:
    item = items(source("s", published=published))["s"]
    issued = item.get("issued", {})
    found = (issued.get("date-parts"), issued.get("circa", False), item.get("note"))
    assert found == ISSUED[published]


def test_nothing_in_a_text_is_markup(items: Any) -> None:
    title = 'A <i>Times</i> of "war" <SPAN class="x">& x < y </b> <script>'
    item = items(source("s", title=title, author="<b>A</b>"))["s"]
    assert re.findall(r"<[^\u2060 ]", item["title"] + item["author"][0]["literal"]) == []
    assert item["title"].replace("\u2060", "") == title


@pytest.mark.parametrize("name", [[], ["article"]])
def test_csl_json_fits_its_schema(conflictcli: Conflictcli, name: list[str]) -> None:
    items = conflictcli("sources", *name, "-f", "csl-json").json
    sources = conflictcli("sources", *name, "--json").json["sources"]
    jsonschema.validate(items, json.loads(CSL.read_text(encoding="utf-8")))
    assert [item["id"] for item in items] == [source["id"] for source in sources]


# Addresses as they stand in a dataset, and as programs get them.
ADDRESSES = {
    "https://example.org/a|b": "https://example.org/a%7Cb",
    "https://example.org/a b": "https://example.org/a%20b",
    "https://example.org/100%": "https://example.org/100%25",
    "https://example.org/%D0%B0?x[]=1": "https://example.org/%D0%B0?x%5B%5D=1",
    "https://example.org/\u202ea\u00a0b": "https://example.org/%E2%80%AEa%C2%A0b",
    "ftp://example.org/x": "ftp://example.org/x",
    "http://[2001:db8::1]:80/x": "http://[2001:db8::1]:80/x",
    "https://пример.рф/путь": "https://пример.рф/путь",
    "HTTPS://EXAMPLE.ORG/x": "HTTPS://EXAMPLE.ORG/x",
    "https://example.org/Foo_(bar)#:~:text=a,-b": "https://example.org/Foo_(bar)#:~:text=a,-b",
    'https://example.org/?q="x"&y=<z>': "https://example.org/?q=%22x%22&y=%3Cz%3E",
    "https://example.org/`x`\\{y}^z": "https://example.org/%60x%60%5C%7By%7D%5Ez",
    " https://example.org ": "https://example.org",
    "doi:10.1000/xyz": "https://doi.org/10.1000/xyz",
    "DOI: 10.1000/(a)1<b>#c?": "https://doi.org/10.1000/(a)1%3Cb%3E%23c%3F",
}
# What programs get too, but no reader should follow: it has no scheme, or hides where it leads.
UNFOLLOWED = {
    "www.example.org/a b": "www.example.org/a%20b",
    "https://bank.example@evil.example/x": "https://bank.example@evil.example/x",
}
NONE = [
    "javascript:alert(1)",
    "mailto:a@b.example",
    "page 3",
    "https://",
    "https://a\u200bb.org",
    "//x",
]


@pytest.mark.parametrize("address", [*ADDRESSES, *UNFOLLOWED, *NONE])
def test_an_address_is_in_every_format(
    conflictcli: Conflictcli, dataset: Dataset, address: str
) -> None:
    place = {"name": "Aleppo", "latitude": 36.2, "longitude": 37.1}
    path = dataset(
        sources=[{"id": "paper", "url": address}],
        events=[event("raid", date="2016-09-02", place=place)],
    )
    expected = {**ADDRESSES, **UNFOLLOWED}.get(address)
    followed = ADDRESSES.get(address)
    [item] = conflictcli("sources", "--data", path, "-f", "csl-json").json
    bibtex = conflictcli("sources", "--data", path, "-f", "bibtex")
    told = "conflictcli: 1 address is none of the web; the note of its reference has it: paper.\n"
    assert (item.get("URL"), item.get("note"), bibtex.err) == (
        (expected, None, "") if expected else (None, f"Address as given: {address}", told)
    )
    assert (f"  url = {{{expected}}},\n" in bibtex.out) == bool(expected)
    [feature] = conflictcli("timeline", "--data", path, "-f", "geojson").json["features"]
    assert feature["properties"]["sources"].endswith(f", {expected or address}")
    [slide] = conflictcli("timeline", "--data", path, "-f", "timelinejs").json["events"]
    links = re.findall('href="([^"]*)"', slide["text"]["text"].replace("&amp;", "&"))
    assert links == ([followed] if followed else [])
    for command in ("sources", "timeline"):
        page = conflictcli(command, "--data", path, "-f", "markdown").out
        assert (f"<{followed}>" in page, "<a" in github_flavored_markdown_to_html(page)) == (
            (True, True) if followed else (False, False)
        )


@given(st.text() | st.text().map("https://example.org/{}".format))
def test_an_encoded_address_stays_as_it_is(text: str) -> None:
    address = encoded_address(text)
    assert encoded_address(address) == address
    assert link(address) in (address, None)
    assert not re.search(r"[\s<>\"\\^`{|}\x00-\x1f\u202e]", address or "")


def test_sources_are_entries_of_bibtex(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(
        schema_version=2,
        sources=[
            source(
                "bbc--aleppo",
                title="50% & {more} of $5 #1 a_b ~x^2 \\ <i> | -- ``q'' Łódź",
                author="A. Author and Sons, Ltd",
                published="2016-10-09",
                url="https://example.org/a_b%20c?x=1&y=~z",
                accessed="2016-10-11",
            ),
            source("bounds", published="[2016-10-09..2016-10-10]", title="One } brace {"),
            source("months", published="2016-09/2016-10"),
            {"id": "paper"},
        ],
    )
    run = conflictcli("sources", "--data", path, "-f", "bibtex")
    assert (run.code, run.err, run.out) == (0, "", BIBTEX)


# Each field ends with a comma: biber and pandoc refuse an entry that has none, and with it all.
BIBTEX = r"""@misc{bbc--aleppo,
  author = {{A. Author and Sons, Ltd}},
  title = {{50\% \& \{more\} of \$5 \#1 a\_b \~{}x\^{}2 \textbackslash{} <i> | -{}- `{}`q'{}' Łódź}},
  howpublished = {{The Paper}},
  date = {2016-10-09},
  year = {2016},
  month = oct,
  url = {https://example.org/a_b%20c?x=1&y=~z},
  urldate = {2016-10-11},
}

@misc{bounds,
  title = {{One \textbraceright{} brace \textbraceleft{}}},
  howpublished = {{The Paper}},
  key = {{The Paper}},
  date = {2016-10~},
  year = {2016},
  month = oct,
  note = {Published between 9 Oct and 10 Oct 2016},
}

@misc{months,
  howpublished = {{The Paper}},
  key = {{The Paper}},
  date = {2016-09/2016-10},
  year = {2016},
}

@misc{paper,
}
"""  # noqa: E501


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_source_ends_with_its_entry_which_can_be_copied(
    conflictcli: Conflictcli, columns: int
) -> None:
    entry = conflictcli("sources", "article", "-f", "bibtex").out
    screen = conflictcli("sources", "article", columns=columns).out
    shown = screen.partition("\nBibTeX\n\n")[2].partition("\n\nSupports\n")[0]
    address = next(line for line in entry.splitlines() if line.startswith("  url = "))
    assert address in shown.splitlines()
    assert shown.split() == entry.split()
