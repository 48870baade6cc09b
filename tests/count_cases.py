"""Small datasets of counts, all made up, and their answers in words in each format."""

import html
import json
import re
from typing import Any

from conftest import Conflictcli, Run

S1 = [{"source": "s1"}]
SOURCE = {"id": "s1", "title": "Report s1", "publisher": "Agency s1", "published": "2020-05-10"}


def actor(id: str, name: str, kind: str = "organization", **more: Any) -> dict[str, Any]:
    return {"id": id, "name": name, "kind": kind, "citations": S1, **more}


def happened(id: str, title: str, date: str | None, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": title, "kind": "strike", "date": date, "citations": S1, **more}


def counted(id: str, event: str = "e1", **more: Any) -> dict[str, Any]:
    report = {"id": id, "event": event, "as_of": "2020-05-02", "citations": S1, **more}
    return {name: value for name, value in report.items() if value is not None}


def records(**more: Any) -> dict[str, Any]:
    """Return the records of a dataset with one source and, but for `events`, one strike."""
    strike = happened("e1", "Strike", "2020-05-01")
    return {"schema_version": 3, "sources": [SOURCE], "actors": [], "events": [strike], **more}


MONITOR = actor("mon", "Monitor")
MINISTRY, REBELS = actor("a", "Ministry", "state"), actor("b", "Rebels", "armed-group")
SIEGE = happened("e1", "Siege of the town", "2020-05-01/2020-05-20", kind="siege")
CASES: dict[str, dict[str, Any]] = {
    "01-daily-after-cumulative": records(
        actors=[MONITOR],
        events=[SIEGE],
        casualties=[
            counted(
                "c1",
                as_of="2020-05-09",
                covers="2020-05-01/2020-05-09",
                killed={"best": 376},
                counted_by="mon",
            ),
            counted(
                "c2",
                as_of="2020-05-10",
                covers="2020-05-10",
                killed={"best": 4},
                counted_by="mon",
            ),
        ],
    ),
    "02-whole-injured-only": records(
        actors=[MONITOR],
        events=[
            happened("whole", "Campaign", "2020-05-01/2020-05-20"),
            happened("part", "Market strike", "2020-05-03", part_of="whole"),
        ],
        casualties=[
            counted("c1", "whole", as_of="2020-05-09", injured={"best": 90}, counted_by="mon"),
            counted("c2", "part", as_of="2020-05-04", killed={"best": 50}, counted_by="mon"),
        ],
    ),
    "04-up-to-group": records(
        casualties=[counted("c1", breakdown=[{"group": "children", "killed": {"high": 30}}])]
    ),
    "05-about-alone": records(
        casualties=[
            counted("c1", killed={"best": 300, "approximate": True}),
            counted(
                "c2", as_of="2020-05-03", killed={"low": 200, "high": 400, "approximate": True}
            ),
        ]
    ),
    "07-one-counter-revises": records(
        actors=[MONITOR],
        casualties=[
            counted("c1", as_of="2020-05-01", killed={"best": 5}, counted_by="mon"),
            counted("c2", as_of="2020-05-03", killed={"best": 12}, counted_by="mon"),
        ],
    ),
    "08-one-counter-corrects-down": records(
        actors=[MONITOR],
        casualties=[
            counted("c1", as_of="2020-05-01", killed={"best": 500}, counted_by="mon"),
            counted("c2", killed={"best": 471}, counted_by="mon"),
        ],
    ),
    "11-open-count-in-total": records(
        events=[happened(id, f"Strike {id}", "2020-05-01") for id in ("e1", "e2")],
        casualties=[
            counted("c1", "e1", killed={"low": 40}),
            counted("c2", "e2", killed={"low": 90, "best": 100, "high": 150}),
        ],
    ),
    "18-up-to-beside": records(
        casualties=[counted("c1", killed={"high": 30}), counted("c2", killed={"best": 25})]
    ),
    "21-no-counts-at-all": records(),
    "60-covers-null-and-day": records(
        actors=[MINISTRY, REBELS],
        casualties=[
            counted("c1", killed={"best": 62}, counted_by="a"),
            counted("c2", covers="2020-05-01", killed={"best": 83}, counted_by="b"),
        ],
    ),
    "62-covers-year-and-month": records(
        actors=[MINISTRY, REBELS],
        events=[happened("e1", "War", "2020/2020")],
        casualties=[
            counted("c1", as_of="2021-01-01", covers="2020", killed={"best": 100}, counted_by="a"),
            counted(
                "c2",
                as_of="2021-01-01",
                covers="2020-05-01/2020-05-31",
                killed={"best": 300},
                counted_by="b",
            ),
        ],
    ),
    "71-equal-bounds": records(
        events=[happened(f"e{n}", f"Event {n}", "2020-05-01") for n in range(7)],
        casualties=[
            counted(f"c{n}", f"e{n}", killed=killed)
            for n, killed in enumerate(
                [
                    {"low": 12, "high": 12},
                    {"low": 5, "best": 5},
                    {"best": 5, "high": 5},
                    {"low": 0, "high": 3},
                    {"low": 0},
                    {"high": 0},
                    {"low": 20, "best": 10, "high": 5},
                ]
            )
        ],
    ),
    "74-groups-only-total": records(
        events=[happened("e1", "School hit", "2020-05-01"), happened("e2", "Mine", "2020-05-01")],
        casualties=[
            counted("c1", breakdown=[{"group": "children", "killed": {"low": 96}}]),
            counted("c2", "e2", killed={"best": 2}),
        ],
    ),
    "self-dispute": records(
        actors=[actor("ucdp", "UCDP")],
        casualties=[counted("c1", killed={"low": 2, "best": 2, "high": 1}, counted_by="ucdp")],
    ),
    "injured-only-many": records(
        actors=[actor("rec", "Recorder")],
        events=[happened(f"e{n}", f"Shelling {n}", "2020-05-01") for n in range(11)],
        casualties=[
            counted(
                f"c{n}",
                f"e{n}",
                injured={"best": 3},
                killed={"best": 2} if n == 1 else None,
                counted_by="rec",
            )
            for n in range(11)
        ],
    ),
    "no-count": records(),
}


def as_read(run: Run) -> str:
    """Return what people read of an answer: no marks of its format, and single spaces."""
    text = re.sub(r"</?(b|i|em|strong|span|bdi|time|a|abbr|q)\b[^>]*>", "", run.out)
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
    text = html.unescape(text).replace("**", "").replace("\\", "")
    text = re.sub(r"[─│╭╮╰╯|]", " ", text)
    return re.sub(r" (?=[);,:])|(?<=\() ", "", " ".join(text.split()))


def in_each_format(conflictcli: Conflictcli, path: str, *command: str) -> dict[str, str]:
    """Return what people read of an answer on a screen, in Markdown and in HTML."""
    formats = ("table", "markdown", "html")
    return {f: as_read(conflictcli(*command, "--data", path, "-f", f)) for f in formats}


def tolls(conflictcli: Conflictcli, path: str) -> dict[str, str]:
    """Return the toll of the event e1 in words as every format shows it."""
    event = conflictcli("event", "e1", "--data", path, columns=400).out
    lines = re.split(r"\n│ (?=\S)", event.partition("toll")[2])[0].split("│\n│")
    screen = "; ".join(" ".join(line.strip("│ \n").split()) for line in lines)
    feature = json.loads(conflictcli("timeline", "--data", path, "-f", "geojson").out)
    slides = json.loads(conflictcli("timeline", "--data", path, "-f", "timelinejs").out)["events"]
    [slide] = [s for s in slides if s["unique_id"] == "e1"]
    found = {"screen": screen.rstrip("; ")}
    paragraphs = re.findall("<p>(.*?)</p>", slide["text"]["text"])
    found["timelinejs"] = html.unescape(paragraphs[0]) if len(paragraphs) > 1 else ""
    for each in feature["features"]:
        if each["id"] == "e1":
            found["geojson"] = each["properties"]["toll"] or ""
    return found


def toll(conflictcli: Conflictcli, path: str) -> str:
    """Return the toll of the event e1, which is the same in every format."""
    [words] = set(tolls(conflictcli, path).values())
    return words


def json_rows(conflictcli: Conflictcli, path: str, *command: str) -> list[dict[str, Any]]:
    """Return the rows of the first table of an answer in JSON."""
    rows: list[dict[str, Any]] = next(
        iter(conflictcli(*command, "--data", path, "--json").json.values())
    )
    return rows
