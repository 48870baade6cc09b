"""Pictures: one file each that says all that the screen says, opened in a browser too."""

import html
import os
import re
import shutil
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import pytest
from conftest import HOSTILE, PAPER, Conflictcli, Dataset, count, event, said

ANSWERS = {
    "timeline": ["timeline"],
    "casualties": ["casualties"],
    "totals": ["casualties", "--by", "month"],
    "event": ["event", "aid-convoy"],
    "actor": ["actor", "Kerry"],
    "sources": ["sources"],
    "validate": ["validate"],
}
SVG = "{http://www.w3.org/2000/svg}"
OWN = "google|gstatic|gvt1"  # What the browser asks for itself.
EVIL = "https://evil.example"
SCRIPT = f'</pre><script>document.title="run"</script><img src="{EVIL}/i" onerror="alert(1)">'
URLS = [
    "javascript:document.title='run'",
    f'{EVIL}/"onmouseover="document.title=1',
    f"{EVIL}/<script>",
    f"{EVIL}/?a=1&b='2'",
    f"{EVIL}/" + "long" * 60,
]
# Measures that no line is wider than the window and that none hides what overflows.
MEASURE = """<script>addEventListener("load", () => {
  const all = [...document.querySelectorAll("body, body *")];
  document.body.dataset.cut = all.filter(e => e.scrollWidth > innerWidth
    || e.getBoundingClientRect().right > innerWidth
    || getComputedStyle(e).overflow === "hidden").length;
  document.body.dataset.scripts = document.scripts.length - 1;
  document.body.dataset.ran = Number(document.title === "run");
})</script>"""


@pytest.fixture
def hostile(dataset: Dataset) -> str:
    """Return a dataset that tries to break out of every text and address."""
    sources = [{"id": f"s{n}", "title": SCRIPT + HOSTILE, "url": url} for n, url in enumerate(URLS)]
    cited = [{"source": source["id"], "quote": SCRIPT} for source in sources]
    return dataset(
        title=f"{{title}} {SCRIPT}",
        sources=[{"id": "paper"}, *sources],
        events=[event("raid", title=SCRIPT, citations=cited, summary="アレッポ" * 40)],
        statements=[said("s", text=SCRIPT + HOSTILE, about=["raid"], citations=cited)],
        casualties=[count("c", "raid", killed={"low": 1, "high": 9}, note=SCRIPT)],
        actors=[{"id": "ann", "name": SCRIPT, "kind": "person", "citations": PAPER}],
    )


def words(text: str) -> list[str]:
    """Return the words of a screen."""
    return re.findall(r"\w+", text.replace("\xa0", " "))


def shown_in_html(page: str) -> str:
    """Return the text of the page."""
    body = page.partition("<main>")[2].rpartition("</main>")[0]
    lines = re.sub(r"<br>|</(td|th|dt|dd|p|li|h[1-3])>", "\n", body)
    return html.unescape(re.sub(r"<[^>]*>", "", lines)).strip()


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_page_says_all_that_the_screen_says(conflictcli: Conflictcli, answer: str) -> None:
    screen = conflictcli(*ANSWERS[answer], "--limit", "0", columns=400).out
    page = conflictcli(*ANSWERS[answer], "-f", "html").out
    labels = re.findall(r'data-label="([^"]*)"', page)
    said = " ".join([shown_in_html(page), *map(html.unescape, labels)])
    # A page has dates in full, and its sources in a list without columns.
    of_screens = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "address"}
    assert sorted(set(words(screen)) - set(words(said)) - of_screens) == []
    assert shown_in_html(page).split(": ")[1].split()[0].strip(",") == ANSWERS[answer][0]


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_citation_of_a_page_leads_to_a_source_and_back(
    conflictcli: Conflictcli, answer: str
) -> None:
    page = conflictcli(*ANSWERS[answer], "-f", "html").out
    ids = re.findall(r' id="([^"]*)"', page)
    targets = re.findall(r'href="#([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    assert all(id.startswith("source-") for id in set(ids) - set(targets))  # Named by "+2".


def test_the_id_of_an_event_is_where_others_may_link_to(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(events=[event("raid"), event('"x')], statements=[said("s", about=["raid"])])
    page = conflictcli("search", "raid", "--data", path, "-f", "html").out
    assert re.findall("<span[^<]*<[^<]*event-raid.*?</span>", page) == [
        '<span id="event-raid" class="id"><a href="#event-raid">raid</a></span>'
    ]
    page = conflictcli("search", "x", "--data", path, "-f", "html").out
    assert '<span id="event-&quot;x" class="id"><a href="#event-&quot;x">&quot;x</a>' in page


def test_numbers_are_at_the_right_of_their_column(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid", date="2016-09-02")],
        casualties=[count("c", "raid", killed={"best": 7}, counted_by="ann")],
    )
    page = conflictcli("casualties", "--by", "month", "--data", path, "-f", "html").out
    right = re.findall('<t[hd][^>]* style="text-align: right">(.*?)</t[hd]>', page)
    shown = [re.sub("<[^>]*>", "", cell) for cell in right]
    assert shown == ["killed", "injured", "events", "7", "–", "1"]


def test_a_page_marks_days_names_and_languages(conflictcli: Conflictcli, dataset: Dataset) -> None:
    source = {"id": "paper", "title": "العنوان", "language": "ar"}
    path = dataset(
        sources=[source],
        events=[event("raid", date="2016-09-02", citations=[{"source": "paper", "quote": "قال"}])],
    )
    page = conflictcli("event", "raid", "--data", path, "-f", "html").out
    assert '<time datetime="2016-09-02" class="date">2 Sep 2016</time>' in page
    assert '<cite lang="ar"><bdi>“العنوان”</bdi></cite>' in page
    assert '<span lang="ar" class="quote">“قال” </span>' in page


def test_a_page_marks_days_that_no_record_of_the_dataset_has(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    sources = [{"id": "paper", "title": "News", "published": "2016-09"}]
    path = dataset(sources=sources, events=[event("raid")])
    page = conflictcli("info", "--data", path, "-f", "html").out
    assert '<time datetime="2016-09" class="date">Sep 2016</time>' in page


def test_a_citation_leads_to_its_own_source_whatever_others_are_called(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    shorts = {"one": "Same", "two": "Same", "three": "one", "four": "]", "five": "“T”"}
    sources = [{"id": id, "short": short, "title": "T"} for id, short in shorts.items()]
    path = dataset(
        schema_version=2,
        sources=[{"id": "paper"}, {"id": "hidden", "short": "one\u202e"}, *sources],
        events=[event("raid", citations=[{"source": id} for id in ("hidden", *shorts, "paper")])],
    )
    page = conflictcli("event", "raid", "--data", path, "-f", "html").out
    ids = dict(re.findall(r'<li id="(source-\d)">.* \(([a-z]+)\) ', page))
    led = re.findall(r'href="#(source-\d)"', page)
    assert [ids[target] for target in led] == ["hidden", *shorts, "paper"]
    assert "“T”: <cite><bdi>“T”</bdi></cite>" in page


def test_a_quotation_has_the_language_of_its_own_source(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    sources = [
        {"id": "un", "short": "UN", "language": "en"},
        {"id": "un-day", "short": "UN 20 Sep", "language": "fr"},
    ]
    path = dataset(
        schema_version=2,
        sources=[{"id": "paper"}, *sources],
        events=[event("raid", citations=[{"source": "un"}, {"source": "un-day", "quote": "oui"}])],
    )
    page = conflictcli("event", "raid", "--data", path, "-f", "html").out
    assert '<span lang="fr" class="quote">“oui” </span>' in page


def test_a_page_names_the_event_asked_for_once(conflictcli: Conflictcli) -> None:
    page = conflictcli("event", "aid-convoy", "-f", "html").out
    caption = "Aleppo, September 2016 to March 2017: event aid-convoy-strike"
    assert f"<h1>{caption}</h1>" in page


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_elements_of_a_page_are_nested(conflictcli: Conflictcli, answer: str) -> None:
    page = conflictcli(*ANSWERS[answer], "-f", "html").out
    body = page.partition("</style>\n</head>\n")[2].removesuffix("</html>\n")
    ElementTree.fromstring(body.replace("<br>", "<br/>"))


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_drawing_says_all_that_the_screen_says(conflictcli: Conflictcli, answer: str) -> None:
    screen, drawing = (
        conflictcli(*ANSWERS[answer], *more).out for more in (["--limit", "0"], ["-f", "svg"])
    )
    texts = [text.text or "" for text in ElementTree.fromstring(drawing).iter(f"{SVG}text")]
    assert "".join(words("".join(texts[1:]))) == "".join(words(screen))


def test_a_picture_says_what_was_asked_of_which_dataset(conflictcli: Conflictcli) -> None:
    command = ["casualties", "--as-of", "2016-10-09", "--actor", "Kerry"]
    page, drawing = (conflictcli(*command, "-f", format).out for format in ("html", "svg"))
    dataset = "Aleppo, September 2016 to March 2017"
    asked = f"{dataset}: casualties, actor john-kerry, as of 9 October 2016"
    first = next(ElementTree.fromstring(drawing).iter(f"{SVG}text")).text or ""
    assert (shown_in_html(page).split("\n")[0], first.replace("\xa0", " ")) == (asked, asked)


def test_a_drawing_has_a_title_and_says_what_it_is(conflictcli: Conflictcli, hostile: str) -> None:
    drawing = ElementTree.fromstring(conflictcli("timeline", "--data", hostile, "-f", "svg").out)
    assert drawing.findtext(f"{SVG}title") == f"{{title}} {SCRIPT}: timeline"
    said = "An answer of conflictcli as text, 100 columns wide or more."
    assert drawing.findtext(f"{SVG}desc") == said
    ids = {part.get("id") for part in drawing.iter() if part.tag in (f"{SVG}title", f"{SVG}desc")}
    assert set((drawing.get("aria-labelledby") or "").split()) == ids


def test_a_drawing_has_nothing_that_some_program_does_not_draw(conflictcli: Conflictcli) -> None:
    text = conflictcli("timeline", "-f", "svg").out
    drawing = ElementTree.fromstring(text)
    names = {name for part in drawing.iter() for name in part.attrib}
    assert names == {
        *("width", "height", "viewBox", "role", "aria-labelledby", "id", "rx", "fill", "stroke"),
        *("transform", "class", "x", "y", "textLength", "href"),
        "{http://www.w3.org/XML/1998/namespace}space",
    }
    properties = set(re.findall(r"([a-z-]+):", _styles(text)))
    assert properties == {"font-family", "font-size", "font-weight", "fill", "text-decoration"}
    assert "\n" not in {part.text for part in drawing.iter(f"{SVG}text")}


def links(picture: str) -> list[str]:
    """Return the addresses that are links, but those within the page."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"', picture)
    return [html.unescape(link) for link in found if not link.startswith("#")]


@pytest.mark.parametrize("format", ["html", "svg"])
def test_the_addresses_of_the_sources_are_links(conflictcli: Conflictcli, format: str) -> None:
    records = conflictcli("sources", "-f", "json").json["sources"]
    addresses = [source["url"] for source in records if source["url"]]
    assert links(conflictcli("sources", "-f", format).out) == addresses
    assert set(links(conflictcli("timeline", "-f", format).out)) <= set(addresses)


@pytest.mark.parametrize("format", ["html", "svg"])
def test_of_hostile_addresses_only_those_of_the_web_are_links_and_escaped(
    conflictcli: Conflictcli, hostile: str, format: str
) -> None:
    found = links(conflictcli("event", "raid", "--data", hostile, "-f", format).out)
    encoded = [f"{EVIL}/%22onmouseover=%22document.title=1", f"{EVIL}/%3Cscript%3E"]
    assert set(found) == {*URLS[-2:], *encoded}


@pytest.mark.parametrize("format", ["html", "svg"])
def test_a_picture_has_no_script_and_loads_nothing(
    conflictcli: Conflictcli, hostile: str, format: str
) -> None:
    picture = conflictcli("event", "raid", "--data", hostile, "-f", format).out
    tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z]+)", picture)}
    assert (
        tags & {"script", "img", "link", "iframe", "image", "use"},
        "@" in _styles(picture),
    ) == (
        set(),
        False,
    )


def _styles(picture: str) -> str:
    style = re.search(r"<style>(.*?)</style>", picture, re.DOTALL)
    return (style[1] if style else "").replace("@media", "")


def test_a_page_has_its_caption_as_title(conflictcli: Conflictcli, hostile: str) -> None:
    page = conflictcli("timeline", "--data", hostile, "-f", "html").out
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert html.unescape(title[1] if title else "") == f"{{title}} {SCRIPT}: timeline"


def test_an_empty_answer_is_a_page_that_says_what_was_asked(conflictcli: Conflictcli) -> None:
    run = conflictcli("search", "zebra", "-f", "html")
    told = "conflictcli: No match for 'zebra'.\n"
    assert (run.code, shown_in_html(run.out).strip(), run.err) == (
        0,
        "Aleppo, September 2016 to March 2017: search zebra",
        told,
    )


class Recorder(BaseHTTPRequestHandler):
    """Notes what a browser asks for, all of which goes through it."""

    asked: ClassVar[list[str]] = []

    def do_CONNECT(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_GET = do_CONNECT  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Callable[..., tuple[str, list[str]]]]:
    """Open a page without a network and give what it is then, and what it asked for."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("chromium is not installed")
    server = HTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Recorder.asked.clear()

    def opened(page: Path, *more: str) -> tuple[str, list[str]]:
        command = [
            *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *(f"--proxy-server=127.0.0.1:{server.server_port}", "--disable-extensions"),
            *(f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000"),
            *(*more, page.as_uri()),
        ]
        environment = {**os.environ, "HOME": str(tmp_path)}
        try:
            ran = subprocess.run(command, capture_output=True, timeout=120, env=environment)
        except subprocess.TimeoutExpired:
            pytest.skip("chromium does not start here")
        return ran.stdout.decode(), [host for host in Recorder.asked if not re.search(OWN, host)]

    yield opened
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["hostile", "casualties", "timeline"])
@pytest.mark.parametrize("width", [320, 500, 1600])
def test_in_a_browser_nothing_is_cut_nothing_is_asked_for_and_nothing_runs(
    conflictcli: Conflictcli, tmp_path: Path, hostile: str, browser: Any, answer: str, width: int
) -> None:
    command = ["event", "raid", "--data", hostile] if answer == "hostile" else [answer]
    page = conflictcli(*command, "-f", "html").out
    measured = re.sub(r"<meta http-equiv[^>]*>", "", page).replace("</body>", f"{MEASURE}</body>")
    (tmp_path / "measured.html").write_text(measured, encoding="utf-8")
    dom, asked = browser(tmp_path / "measured.html", f"--window-size={width},900", "--dump-dom")
    measures = dict(re.findall(r'data-(cut|scripts|ran)="(\d+)"', dom))
    assert (measures, asked) == ({"cut": "0", "scripts": "0", "ran": "0"}, [])


@pytest.mark.slow
@pytest.mark.parametrize("format", ["html", "svg"])
def test_a_browser_draws_it(
    conflictcli: Conflictcli, tmp_path: Path, browser: Any, format: str
) -> None:
    (tmp_path / f"page.{format}").write_text(
        conflictcli("casualties", "-f", format).out, encoding="utf-8"
    )
    shot = tmp_path / "shot.png"
    _, asked = browser(
        tmp_path / f"page.{format}", f"--screenshot={shot}", "--window-size=1280,900"
    )
    size = struct.unpack(">II", shot.read_bytes()[16:24])
    assert (size, shot.stat().st_size > 20_000, asked) == ((1280, 900), True, [])
