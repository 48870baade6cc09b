"""What TimelineJS draws of our slides in a browser: where bars begin and end, and the words."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli, Dataset, event, said
from programs import installed, program, run

pytestmark = pytest.mark.slow
# Draws a file, then leaves in the page where each bar is and what the slides say.
PAGE = """<!doctype html>
<meta charset="utf-8">
<link rel="stylesheet" href="TIMELINEJS/css/timeline.css">
<script src="TIMELINEJS/js/timeline.js"></script>
<div id="timeline" style="width: 1200px; height: 800px"></div>
<script>
const slides = SLIDES;
new TL.Timeline("timeline", slides, {font: null, duration: 0, initial_zoom: 5});
setTimeout(() => {
  const texts = (what) => [...document.querySelectorAll(what)].map((part) => part.innerText);
  const bars = [...document.querySelectorAll(".tl-timemarker")].map((marker) => [
    marker.id.replace("-marker", ""),
    parseFloat(marker.style.left),
    parseFloat(marker.querySelector(".tl-timemarker-content-container").style.width) || 0,
  ]);
  const seen = {
    bars,
    groups: texts(".tl-timegroup"),
    dates: texts(".tl-headline-date"),
    headlines: texts("h2.tl-headline, h3.tl-headline"),
    paragraphs: texts(".tl-text-content p"),
    links: [...document.querySelectorAll(".tl-text-content a")].map((link) => link.href),
  };
  document.body.dataset.seen = JSON.stringify(seen);
}, 2000);
</script>
"""


@pytest.fixture
def seen(conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path) -> Any:
    """Return what a browser shows of a timeline."""
    timelinejs = installed("node_modules/@knight-lab/timelinejs/dist", "TimelineJS of npm")
    path = dataset(
        title="A <b>war</b>",
        license="CC BY 4.0",
        sources=[{"id": "paper", "publisher": "The Paper", "url": "https://p.example/a b"}],
        events=[
            event("first", date="2016-09-01"),
            event("lasts", date="2016-09/2016-12"),
            event("mixed", date="2016-09-22/2016-11"),
            event("bounds", date="[2016-10-03..2016-12-20]"),
            event("goes-on", title="A & <i>B</i>", date="2016-10/.."),
            event("last", date="2016-12-31"),
        ],
        statements=[said("no", stance="denies", about=["first"], date="2016-09-02")],
    )
    written = conflictcli("timeline", "--data", path, "-f", "timelinejs").out
    page = PAGE.replace("TIMELINEJS", timelinejs.as_uri())
    (tmp_path / "page.html").write_text(
        page.replace("SLIDES", written.replace("</", "<\\/")), encoding="utf-8"
    )
    shown = run(
        program("chromium", "chromium-browser"),
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom"),
        *("--disable-background-networking", "--proxy-server=127.0.0.1:9"),
        *("--virtual-time-budget=8000", "--window-size=1200,800"),
        *(f"--user-data-dir={tmp_path / 'profile'}", (tmp_path / "page.html").as_uri()),
        folder=tmp_path,
    )
    found = re.search(r'data-seen="([^"]*)"', shown)
    assert found, shown
    return json.loads(unescape(found[1]))


def test_a_bar_lasts_from_the_first_possible_day_to_the_last(seen: Any) -> None:
    at = {id: (left, width) for id, left, width in seen["bars"]}
    # 121 days from 1 September to 31 December.
    day = (at["last"][0] - at["first"][0]) / 121
    begins = {id: round((left - at["first"][0]) / day) for id, (left, _) in at.items()}
    lasts = {id: round(at[id][1] / day) for id in ("lasts", "mixed", "bounds")}
    assert begins == {
        **{"first": 0, "lasts": 0, "mixed": 21, "bounds": 32, "goes-on": 30, "last": 121},
        "no": 1,
    }
    assert lasts == {"lasts": 121, "mixed": 69, "bounds": 78}


def test_a_slide_says_the_words_and_nothing_in_them_is_markup(seen: Any) -> None:
    assert seen["groups"] == ["events", "statements"]
    assert seen["dates"] == [
        "",  # Of the slide with the title.
        "1 Sep 2016",
        "Sep – Dec 2016",
        "2 Sep 2016",
        "22 Sep – Nov 2016",
        "from Oct 2016",
        "between 3 Oct and 20 Dec 2016",
        "31 Dec 2016",
    ]
    assert seen["headlines"][0] == "A <b>war</b>"
    assert "A & <i>B</i>" in seen["headlines"]
    assert seen["paragraphs"][:3] == [
        "6 events, 1 statement",
        "Licence: CC BY 4.0; 1 source, named on the slides",
        "disputed: Ann denies that it happened",
    ]
    assert set(seen["links"]) == {"https://p.example/a%20b"}
