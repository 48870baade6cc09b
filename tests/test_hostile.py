"""The terminal as judge: hostile data replayed in an emulator moves, names and colours nothing."""

import html
import re

import cmarkgfm
import pyte
import pytest
from conftest import HOSTILE, Conflictcli, Dataset, event
from markdown_it import MarkdownIt
from test_matrix import COMMANDS, hostile, run

__all__ = ["hostile"]

# What the tool itself writes: bold, dim, italic, underlined, cyan, yellow, magenta, and their end.
OWN = {
    *("\x1b[1m", "\x1b[2m", "\x1b[3m", "\x1b[1;2m", "\x1b[1;4m", "\x1b[1;2;4m"),
    *("\x1b[36m", "\x1b[33m", "\x1b[1;35m", "\x1b[0m"),
}
SHOWN = (
    "a[bold]b[/bold] [citation needed] [/x] :warning: \\x1b]0;t\\x07 \\u202e \\x9b1m \\u200b "
    "a\\tb\\nc raid | x `y` <b> https://x.example/[link=z]"
)


class Judge(pyte.HistoryScreen):
    """A screen that notes whatever steers it but line ends and styles."""

    def __init__(self) -> None:
        self.steered: list[str] = []
        super().__init__(200, 50, history=10_000)

    def set_title(self, param: str) -> None:
        self.steered.append(f"title {param}")

    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        self.steered.append("cursor_position")

    def erase_in_display(self, how: int = 0, *args: object, **more: object) -> None:
        self.steered.append("erase_in_display")

    def cursor_up(self, count: int | None = None) -> None:
        self.steered.append("cursor_up")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_terminal_obeys_only_the_styles_of_the_tool(name: str, hostile: str) -> None:
    arguments = [*COMMANDS[name], *([] if name == "validate" else ["--data"]), hostile]
    _, out, _ = run("terminal", arguments)
    text = out.decode()
    judge = Judge()
    judge.steered.clear()
    pyte.Stream(judge).feed(text.replace("\n", "\r\n"))
    colours = {char.fg for line in judge.buffer.values() for char in line.values()}
    assert set(re.findall(r"\x1b[^m]*m?", text)) <= OWN
    assert (judge.steered, colours <= {"default", "magenta", "cyan", "brown"}) == ([], True)


def test_markup_links_and_emoji_codes_are_printed_as_they_stand(
    conflictcli: Conflictcli, hostile: str
) -> None:
    runs = [
        conflictcli(*command, "--data", hostile, columns=500).out
        for command in (["timeline"], ["timeline", "-f", "csv"], ["sources", "paper"])
    ]
    shown = [f"● {SHOWN}", SHOWN, f"╭─ {SHOWN} ─"]
    assert [text in run for text, run in zip(shown, runs, strict=True)] == [True] * 3


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "wrong name"])
def test_markdown_renders_as_tables_of_plain_text(
    conflictcli: Conflictcli, hostile: str, name: str
) -> None:
    arguments = [*COMMANDS[name], *([] if name == "validate" else ["--data"]), hostile]
    text = conflictcli(*arguments, "-f", "markdown").out
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [token for token in tokens if token.type == "inline"]
    parts = {(part.type, part.content) for token in inline for part in token.children or []}
    assert {type for type, _ in parts} <= {"text", "html_inline", "strong_open", "strong_close"}
    assert {content for type, content in parts if type == "html_inline"} <= {"<br>", "<!-- -->"}
    assert any(SHOWN in content for _, content in parts)


def test_json_is_lossless_and_ascii_where_a_character_is_dangerous(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    text = f"{HOSTILE} \x7f \U000e0041 é گ\u200cه"
    path = dataset(sources=[{"id": "paper", "title": text}])
    runs = [conflictcli("sources", "--data", path, "-f", format) for format in ("json", "ndjson")]
    records = [runs[0].json["sources"][0], runs[1].json]
    assert [record["title"] for record in records] == [text, text]
    assert [set(re.findall(r"[^\x20-\x7e\n]", run.out)) for run in runs] == [
        {"é", "گ", "\u200c", "ه"},
        {"é", "گ", "\u200c", "ه"},
    ]


ADDRESSES = [
    "desk@paper.example",
    "xmpp:desk@paper.example/x",
    "mailto:a@b.example",
    "www.b.example",
]


@pytest.mark.parametrize("text", [*ADDRESSES, "https://b.example", "    code", "@desk", ":tada:"])
def test_github_links_calls_and_draws_nothing_in_markdown_but_sources(
    conflictcli: Conflictcli, dataset: Dataset, text: str
) -> None:
    path = dataset(
        sources=[{"id": "paper", "publisher": text}], events=[event("raid", title=text, note=text)]
    )
    for command in (["timeline"], ["event", "raid"], ["sources"]):
        markdown = conflictcli(*command, "--data", path, "-f", "markdown").out
        page = cmarkgfm.github_flavored_markdown_to_html(markdown)
        texts = re.sub(r"<!--[^>]*-->", "", page)
        assert ("<a" in page, "<code" in page, html.unescape(texts).count(text.strip()) > 0) == (
            False,
            False,
            True,
        )
        assert "@desk" not in page
