"""Whole screens: at 60, 80 and 120 columns, in a pipe and in a terminal, hostile text included."""

import os
import pty
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import Conflictcli, Dataset, assert_golden, count, event, said

SCREENS = {
    "timeline": ["timeline"],
    "timeline-as-of": ["timeline", "--as-of", "2016-10-05"],
    "event-convoy": ["event", "aid-convoy-strike"],
    "event-offensive": ["event", "east-aleppo-offensive"],
    "event-ceasefire": ["event", "ceasefire-agreement"],
    "event-russian-draft": ["event", "russian-draft-resolution"],
    "actor-kerry": ["actor", "Kerry"],
    "actor-who": ["actor", "WHO"],
    "actors": ["actor"],
    "statements": ["statements", "--about", "french"],
    "casualties": ["casualties", "--as-of", "2016-10-09"],
    "disputes": ["disputes", "--event", "aid-convoy"],
    "info-values": ["info", "--values"],
    "search": ["search", "hospital", "strike"],
    "sources": ["sources"],
    "source": ["sources", "article"],
    "totals": ["casualties", "--by", "place"],
}
# Threads, cards, bars, and columns beside each other.
NARROW_AND_WIDE = ["timeline", "event-convoy", "casualties", "disputes"]


@pytest.mark.parametrize(
    ("screen", "columns"),
    [
        *((screen, 80) for screen in SCREENS),
        *((screen, columns) for screen in NARROW_AND_WIDE for columns in (60, 120)),
    ],
)
def test_a_screen_is_as_it_was_read_and_approved(
    conflictcli: Conflictcli, screen: str, columns: int
) -> None:
    assert_golden(f"{screen}-{columns}.txt", conflictcli(*SCREENS[screen], columns=columns).out)


@pytest.mark.parametrize(
    "columns", [30, 60, 80, *(pytest.param(n, marks=pytest.mark.slow) for n in (100, 120, 160))]
)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_line_but_an_address_is_wider_than_the_screen(
    conflictcli: Conflictcli, screen: str, columns: int
) -> None:
    lines = conflictcli(*SCREENS[screen], columns=columns).out.splitlines()
    wide = [line for line in lines if len(line) > columns and "://" not in line]
    assert (wide, [line for line in lines if line != line.rstrip()]) == ([], [])


@pytest.mark.parametrize("columns", [20, 60, 80])
def test_an_address_is_never_broken(conflictcli: Conflictcli, columns: int) -> None:
    sources = conflictcli("sources", "-f", "json").json["sources"]
    ends = {
        line.split(" ")[-1] for line in conflictcli("sources", columns=columns).out.splitlines()
    }
    assert {source["url"] for source in sources if source["url"]} <= ends


BARS, OPEN = "Bars start at zero, on one scale. ", "▶ or more"


@pytest.mark.parametrize("screen", ["casualties", "event-convoy"])
@pytest.mark.parametrize("columns", [60, 80, 100])
def test_bars_are_explained_where_there_are_any(
    conflictcli: Conflictcli, screen: str, columns: int
) -> None:
    shown = conflictcli(*SCREENS[screen], columns=columns).out
    is_open = re.search("[━╸]▶", shown) is not None
    assert (BARS in shown, OPEN in shown) == ("━" in shown, is_open)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_fact_is_lost_at_any_width(conflictcli: Conflictcli, screen: str) -> None:
    def letters(columns: int, *more: str) -> Counter[str]:
        run = conflictcli(*SCREENS[screen], *more, columns=columns)
        return Counter(re.findall(r"\w", run.out.replace(BARS, "").replace(OPEN, "")))

    # A wide screen writes dates on one line, and has columns for which a narrow one has no room.
    assert letters(60, "--layout", "list") == letters(500, "--layout", "list")
    assert (letters(80), letters(100)) == (letters(99), letters(140))


def test_below_60_columns_rows_turn_into_labelled_lines(conflictcli: Conflictcli) -> None:
    command = ["casualties", "--event", "hospitals-2016-09-28", "--as-of", "2016-09-28"]
    narrow = conflictcli(*command, columns=40)
    listed = conflictcli(*command, "--layout", "list", columns=40)
    shown = (
        "Killed and injured  as of 28 September\n"
        "2016\n"
        "1 count of 1 event\n"
        "\n"
        "Two surgical hospitals, M2 and M10, hit\n"
        "in eastern Aleppo  hospitals-2016-09-28\n"
        "2 (MSF) killed\n"
        "counted by  MSF\n"
        "as of 2016  28 Sep ◀\n"
        "killed      2\n"
        "injured     –\n"
        "source      [MSF Ireland]\n"
        "\n"
        "Sources\n"
        "MSF Ireland  28 Sep 2016\n"
        "  https://www.msf.ie/article/syria-aleppo-hospitals-report-sharp-increase-wounded-following-days-heavy-bombing\n"
    )
    assert (narrow.out, listed.out) == (shown, shown)


def test_what_is_said_and_counted_on_the_day_of_an_event_hangs_from_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("ball"), event("raid", date="2016-03-01")],
        statements=[
            said("boast"),
            said("claim", stance="accuses", about=["raid"], date="2016-03-01"),
            said("no", stance="denies", date="2016-03-01", responds_to="claim", speaker="bob"),
            said("later", date="2016-04", responds_to="claim"),
        ],
        casualties=[
            count("early", "raid", as_of="2016-03-01", killed={"low": 2}, counted_by="bob"),
            count("late", "raid", as_of="2016-03-05", killed={"best": 3}),
        ],
    )
    rule = "─" * 69
    assert conflictcli("timeline", "--data", path, columns=80).out == (
        "Small                                     ● 2 events  » 4 statements  # 2 counts\n"
        "\n"
        "⇄ denied\n"
        "\n"
        f"March 2016 {rule}\n"
        "1 Mar   ● Raid  [The Paper]\n"
        "Tue     ├── # at least 2 killed, says Bob  [The Paper]\n"
        "        └── » Ann accuses: text of claim  ⇄ denied by Bob  [The Paper]\n"
        "            └── » Bob denies: text of no  [The Paper]\n"
        "5 Mar   # 3 killed, counter not named · Raid  [The Paper]\n"
        "Sat\n"
        "\n"
        f"April 2016 {rule}\n"
        "Apr     » Ann says: text of later  ← answers Ann  [The Paper]\n"
        "\n"
        f"Undated {rule}───\n"
        "undated ● Ball  [The Paper]\n"
        "        » Ann says: text of boast  [The Paper]\n"
        "\n"
        "Sources\n"
        "The Paper  no date  no address\n"
    )


@pytest.mark.parametrize("command", ["timeline", "actor", "statements", "casualties", "sources"])
@pytest.mark.parametrize("columns", [0, 1, 60])
def test_empty_texts_and_estimates_are_drawn_without_harm(
    conflictcli: Conflictcli, dataset: Dataset, command: str, columns: int
) -> None:
    nothing = {"title": "", "kind": "", "place": {"name": ""}, "participants": []}
    path = dataset(
        sources=[{"id": "paper", "title": "", "publisher": ""}],
        actors=[{"id": "ann", "name": "", "kind": "person"}],
        events=[event("", **nothing)],
        statements=[said("", text="", about=[""], disagrees_with=[""])],
        casualties=[count("", "", counted_by="ann")],
    )
    assert conflictcli(command, "--data", path, columns=columns)[::2] == (0, "")


def test_a_typed_name_is_shown_with_visible_escapes(conflictcli: Conflictcli) -> None:
    run = conflictcli("actor", "x\x1b[31m\u202e")
    shown = "No actor matches 'x\\x1b[31m\\u202e'. conflictcli actor lists all.\n"
    assert run.err == f"conflictcli: {shown}"


def terminal(*arguments: str, **environment: str | None) -> str:
    """Return what the installed command writes to a terminal of 80 columns."""
    main, replica = pty.openpty()
    command = [str(Path(sys.executable).with_name("conflictcli")), *arguments]
    wanted = {**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment}
    settings = {name: value for name, value in wanted.items() if value is not None}
    with subprocess.Popen(command, stdout=replica, env=settings):
        os.close(replica)
        shown = b""
        while chunk := _read(main):
            shown += chunk
    os.close(main)
    return shown.decode()


def _read(terminal: int) -> bytes:
    """Read what there is; a terminal whose other end is closed raises instead of ending."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def without_styles(text: str) -> str:
    return re.sub("\x1b(\\[[0-9;]*m|\\]8;;[^\x1b]*\x1b\\\\)", "", text).replace("\r\n", "\n")


def test_a_terminal_gets_styles_and_the_same_words(conflictcli: Conflictcli) -> None:
    command = ("casualties", "--as-of", "2016-10-09", "--event", "east-aleppo-offensive")
    shown = terminal(*command)
    plain = conflictcli(*command, columns=80).out
    link = "\x1b]8;;https://www.pressreader.com"
    assert (without_styles(shown), "\x1b[1m376\x1b[0m" in shown, link in shown) == (
        plain,
        True,
        True,
    )


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_terminal_that_is_dumb_or_unknown_gets_no_escape(term: str | None) -> None:
    assert "\x1b" not in terminal("event", "talks-suspended", TERM=term)


COLOR = {
    (): "1",
    ("--color", "never"): "",
    ("NO_COLOR=1",): "",
    ("NO_COLOR=",): "1",
    ("NO_COLOR=1", "FORCE_COLOR=1"): "",
    ("NO_COLOR=1", "--color", "always"): "1",
    ("FORCE_COLOR=0",): "",
    ("FORCE_COLOR=0", "--color", "always"): "1",
    ("FORCE_COLOR=1", "TERM=dumb"): "1",
    ("TERM=dumb",): "",
    ("TERM=",): "",
    ("TERM=unknown",): "",
    ("TERM=dumb", "--color", "always"): "1",
}


@pytest.mark.parametrize(("settings", "styled"), COLOR.items())
def test_the_option_beats_no_color_beats_force_color_beats_the_terminal(
    settings: tuple[str, ...], styled: str
) -> None:
    environment = dict(setting.split("=") for setting in settings if "=" in setting)
    options = [option for option in settings if "=" not in option]
    shown = terminal("event", "talks-suspended", *options, **environment)
    assert bool(styled) == ("\x1b[" in shown)


@pytest.mark.parametrize("force", ["0", "1"])
def test_a_pipe_gets_no_escape(force: str) -> None:
    command = [str(Path(sys.executable).with_name("conflictcli")), "timeline"]
    settings = {**os.environ, "FORCE_COLOR": force, "TERM": "xterm"}
    assert b"\x1b" not in subprocess.run(command, capture_output=True, env=settings).stdout


def test_a_pipe_gets_styles_where_they_are_asked_for(conflictcli: Conflictcli) -> None:
    command = ("casualties", "--event", "east-aleppo-offensive")
    styled = conflictcli(*command, "--color", "always").out
    plain = conflictcli(*command).out
    assert (without_styles(styled), "\x1b[1m376\x1b[0m" in styled) == (plain, True)
    assert "\x1b]8" not in styled


@pytest.mark.parametrize("format", ["csv", "ndjson", "markdown"])
@pytest.mark.parametrize("command", ["timeline", "statements", "casualties", "sources", "actor"])
def test_an_answer_of_one_table_is_as_it_was_read_and_approved(
    conflictcli: Conflictcli, command: str, format: str
) -> None:
    limits = (
        ["--as-of", "2016-09-20"] if command in ("timeline", "statements", "casualties") else []
    )
    assert_golden(f"{command}.{format}", conflictcli(command, *limits, "-f", format).out)


def test_an_event_in_markdown_is_a_card_and_tables_with_the_sources(
    conflictcli: Conflictcli,
) -> None:
    assert_golden("event.markdown", conflictcli("event", "aid-convoy", "-f", "markdown").out)


def test_csv_has_a_column_for_each_field_of_an_estimate(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid")],
        casualties=[
            count(
                "toll",
                "raid",
                as_of="2016-03-01",
                killed={"low": 2, "best": 3, "approximate": True},
            )
        ],
    )
    run = conflictcli("casualties", "--data", path, "-f", "csv")
    assert run.out == (
        "id,event,event_title,as_of,as_of_earliest,as_of_latest,covers,covers_earliest,"
        "covers_latest,killed_low,killed_best,killed_high,killed_approximate,injured_low,"
        "injured_best,injured_high,injured_approximate,breakdown,counted_by,counted_by_name,note,"
        "citations,sources,source_urls,source_ids,people_killed,people_injured,stands,toll,"
        "replaced_by,replaced_by_title,certain\n"
        "toll,raid,Raid,2016-03-01,2016-03-01,2016-03-01,,,,2,3,,true,,,,,,,,,The Paper,The Paper,"
        "no address,paper,everyone,,killed,killed,,,true\n"
    )


ROWS = {0: 5, 2: 2, 5: 5, 6: 5}


@pytest.mark.parametrize(("limit", "shown"), ROWS.items())
def test_a_screen_shows_the_first_rows_and_says_how_to_get_the_rest(
    conflictcli: Conflictcli, dataset: Dataset, limit: int, shown: int
) -> None:
    path = dataset(events=[event(f"raid{n}") for n in range(5)])
    run = conflictcli("timeline", "--data", path, "--limit", str(limit))
    told = "conflictcli: Showing 2 of 5 rows. Use --limit 0 or --format csv for all.\n"
    assert (run.out.count("● Raid"), run.err) == (shown, told if shown < 5 else "")


LIMITED = {
    "sources article": (
        "@ John Kerry",
        "conflictcli: Showing 1 of 37 rows. Use --limit 0 or --format csv for all.\n",
    ),
    "casualties --by month": (
        "Not added",
        "conflictcli: Showing 1 of 26 rows. Use --limit 0 or --format json for all.\n",
    ),
    "info": ("Sources cited most", ""),
}


@pytest.mark.parametrize("command", LIMITED)
def test_a_limit_counts_the_rows_that_there_are_on_the_screen(
    conflictcli: Conflictcli, command: str
) -> None:
    words, told = LIMITED[command]
    run = conflictcli(*command.split(), "--limit", "1")
    assert (run.err, words in run.out.replace("\n", " ")) == (told, True)


DERIVED = {
    "casualties --as-of 2016-10-09 --limit 5": [
        "12 (2 counters) to 18 (counter not named) killed",
    ],
    "event aid-convoy --limit 3": ["at least 10 (UN Board) to 21 (UCDP) killed", "1 names"],
    "actor Kerry --limit 2": ["8 statements, 3 answered, ⇄ 1 denied"],
}


@pytest.mark.parametrize("command", DERIVED)
def test_a_limit_changes_no_toll_and_no_tally(conflictcli: Conflictcli, command: str) -> None:
    every = conflictcli(*command.split()[:-2], "--limit", "0").out
    limited = conflictcli(*command.split()).out
    assert len(limited) < len(every)
    assert [word for word in DERIVED[command] if word not in every or word not in limited] == []


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 400])
def test_a_huge_limit_is_no_limit(conflictcli: Conflictcli, number: str) -> None:
    run = conflictcli("actor", "--limit", number)
    assert (run.code, run.out) == (0, conflictcli("actor").out)


def test_a_width_of_thousands_of_digits_is_ignored() -> None:
    command = [str(Path(sys.executable).with_name("conflictcli")), "actor"]
    runs = [
        subprocess.run(command, capture_output=True, env={**os.environ, "COLUMNS": width}).stdout
        for width in ("9" * 5000, "100")
    ]
    assert runs[0] == runs[1]


@pytest.mark.parametrize("format", ["json", "ndjson", "csv", "markdown"])
def test_the_other_formats_are_never_cut(
    conflictcli: Conflictcli, dataset: Dataset, format: str
) -> None:
    path = dataset(events=[event(f"raid{n}") for n in range(300)])
    run = conflictcli("timeline", "--data", path, "-f", format, "--limit", "2")
    # In Markdown each is in the index too.
    times = 600 if format == "markdown" else 300
    assert (run.out.count("Raid"), run.err) == (times, "")


def test_a_screen_of_1000_rows_is_the_most_without_asking(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(events=[event(f"raid{n}") for n in range(1201)])
    run = conflictcli("timeline", "--data", path)
    assert (run.out.count("● Raid"), "1,000 of 1,201 rows" in run.err) == (1000, True)


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", " =1", "\u00a0+1"]
)
def test_csv_guards_what_a_spreadsheet_may_run_as_a_formula(
    conflictcli: Conflictcli, dataset: Dataset, text: str
) -> None:
    path = dataset(sources=[{"id": "paper", "title": text}], actors=[])
    run = conflictcli("sources", "--data", path, "-f", "csv")
    assert run.out.splitlines()[1].split(",")[2] == f"'{text}"


def test_csv_guards_a_formula_after_what_parts_cells_elsewhere(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(sources=[{"id": "paper", "title": "x;=cmd; y;-1"}], actors=[])
    run = conflictcli("sources", "--data", path, "-f", "csv")
    assert run.out.splitlines()[1].split(",")[2] == "x;'=cmd; y;'-1"


def test_csv_leaves_other_texts_alone(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(sources=[{"id": "paper", "title": " a=b"}], actors=[])
    run = conflictcli("sources", "--data", path, "-f", "csv")
    assert run.out.splitlines()[1].split(",")[2] == " a=b"


@pytest.mark.parametrize("format", ["markdown", "html", "svg"])
def test_a_document_names_the_file_but_not_its_folders(
    conflictcli: Conflictcli, dataset: Dataset, format: str
) -> None:
    path = Path(dataset(title="Raids", events=[event("raid")]))
    made = conflictcli("info", "--data", str(path), "-f", format).out.replace("\\", "")
    assert (path.name in made, path.parent.name in made) == (True, False)
    assert str(path) in conflictcli("info", "--data", str(path)).out
    assert conflictcli("info", "--data", str(path), "--json").json["info"][0]["path"] == str(path)


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_signs_stay_apart_where_blanks_become_one(
    format: str, conflictcli: Conflictcli, dataset: Dataset
) -> None:
    counts = [count(id, "raid", killed={"best": n}) for n, id in enumerate("ab", 1)]
    path = dataset(events=[event("raid")], casualties=counts)
    assert (
        "◀ stands \u2003– not given" in conflictcli("casualties", "--data", path, "-f", format).out
    )
