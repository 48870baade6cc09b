"""The narrowest screens, down to one column: a list that can be read, of which nothing is lost."""

import re

import pytest
from conftest import HOSTILE, Conflictcli, Dataset, count, event, said
from rich.cells import cell_len

COMMANDS = [
    *(["timeline"], ["timeline", "--layout", "list"], ["statements"], ["casualties"]),
    *(["casualties", "--by", "month"], ["disputes"], ["changes", "--since", "2016-10-01"]),
    *(["search", "1"], ["actor"], ["actor", "Ann"], ["event", "raid"], ["sources"], ["info"]),
    *(["sources", "paper"], ["info", "--values"], ["validate"]),
]
WIDE = "アレッポ市"
# It is never broken.
ADDRESS = r".*https?://\S+"
LONGEST_WORD = "Donaudampfschifffahrtsgesellschaft"


@pytest.fixture
def data(dataset: Dataset) -> str:
    sources = [
        {"id": "paper", "publisher": "The Paper", "url": "https://paper.example/1/long/address"},
        {"id": "wide", "title": WIDE, "published": "2016-10-09"},
    ]
    cited = [{"source": "paper", "locator": LONGEST_WORD}, {"source": "wide", "quote": WIDE * 9}]
    return dataset(
        schema_version=3,
        title=f"{WIDE} {LONGEST_WORD}",
        sources=sources,
        events=[
            event("raid", date="2016-10-03", title=LONGEST_WORD, summary=HOSTILE, citations=cited),
            event(
                "other", date="[2016-10-03..2016-12-31]", title=WIDE * 5, disagrees_with=["raid"]
            ),
        ],
        statements=[
            said("s", about=["raid"], text=HOSTILE, date="2016-10-03", attributes_to=["bob"]),
            said("r", about=["raid"], stance="denies", responds_to="s", speaker="bob"),
            said("q", about=["raid"], responds_to="r", text=WIDE, date="2016-10-04"),
        ],
        casualties=[
            count("c", "raid", killed={"low": 1, "high": 1234567}, as_of="2016-10-04", note=WIDE),
            count("d", "raid", killed={"best": 9}, injured={"best": 3}, counted_by="ann"),
        ],
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_line_is_wider_than_the_screen_and_nothing_is_lost(
    conflictcli: Conflictcli, data: str, command: list[str]
) -> None:
    named = [data] if command == ["validate"] else ["--data", data]
    letters = set()
    for width in range(1, 31):
        run = conflictcli(*command, *named, columns=width)
        words = [line for line in run.out.splitlines() if not re.fullmatch(ADDRESS, line)]
        too_wide = [line for line in words if cell_len(line) > width]
        if width == 1:  # A letter of two cells has no room, but a line of its own.
            too_wide = [line for line in words if len(line) > 1]
        assert (run.code, width, too_wide) == (0, width, [])
        letters |= {"".join(run.out.split())} if width < 20 else set()
    assert len(letters) == 1


LONG_NAME = "United Nations Office for the Coordination of Humanitarian Affairs"


def test_long_names_leave_room_for_what_is_beside_or_under_them(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    ann = {"id": "ann", "name": LONG_NAME, "kind": "organization", "citations": []}
    notes = ("bodies seen", "graves seen")
    counts = [
        count(f"c{n}", "raid", as_of=f"201{n}-03-01", counted_by="ann", killed={"best": n}, note=n_)
        for n, n_ in enumerate(notes, 5)
    ]
    path = dataset(
        sources=[{"id": "paper", "publisher": LONG_NAME}],
        actors=[ann],
        events=[event("raid", date="2015-03-01")],
        casualties=counts,
    )
    for width in (60, 79, 99):
        lines = conflictcli("casualties", "--data", path, columns=width).out.splitlines()
        assert [line for line in lines if cell_len(line) > width] == []
        assert [note for note in notes if not any(note in line for line in lines)] == []
