"""Measure how the time and the memory of whole processes grow as datasets of one shape double.

Each shape is a dataset in which one thing is many: replies to one statement, counts of one event.
Asks each question of N and of twice as many, and prints the CPU seconds beyond those that an empty
dataset takes, the peak memory, the size of the answer, and by how much each grows. A ratio of 2 is
as it should be; what takes less than a tenth of a second has none.

    python benchmarks/growth.py [-n N] [--sqlite] [--tool PATH] [WORD ...]

WORD keeps the lines that contain it: `growth.py -n 4000 replies 'search .* json'`. A word may be a
regular expression. What takes more than a minute is stopped.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, NamedTuple

TOOL = str(Path(sys.executable).with_name("conflictcli"))
LEAST = 0.1  # Seconds below which a ratio says nothing.
MOST = 60

Dataset = dict[str, Any]
CITED = [{"source": "paper"}]


def day(number: int) -> str:
    return f"2016-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def event(number: int, **more: Any) -> Dataset:
    place = {"name": f"Town {number % 500}", "country": "Land", "latitude": 36.0, "longitude": 37.0}
    named = {"id": f"event-{number}", "title": f"Raid {number}", "kind": "raid", "place": place}
    return {**named, "date": day(number), "citations": CITED, **more}


def statement(number: int, **more: Any) -> Dataset:
    said = {"id": f"said-{number}", "speaker": "alpha", "stance": "asserts"}
    text = {"text": f"word number {number}", "date": day(number), "about": ["event-0"]}
    return {**said, **text, "citations": CITED, **more}


def count(number: int, **more: Any) -> Dataset:
    counted = {"id": f"count-{number}", "event": "event-0", "as_of": day(number)}
    return {**counted, "killed": {"best": number}, "citations": CITED, **more}


def actor(number: int, **more: Any) -> Dataset:
    named = {"id": f"actor-{number}", "name": f"Person {number}", "kind": "person"}
    return {**named, "citations": CITED, **more}


def source(number: int, **more: Any) -> Dataset:
    address = f"https://papers.example/{number}"
    named = {"id": f"source-{number}", "title": f"Page {number}", "url": address}
    return {**named, "published": day(number), **more}


def dataset(**more: list[Dataset]) -> Dataset:
    """Return a dataset of one event, two actors and a source, and of the records given."""
    alpha = {"id": "alpha", "name": "Alpha", "kind": "state", "citations": CITED}
    beta = {**alpha, "id": "beta", "name": "Beta", "kind": "person", "member_of": "alpha"}
    paper = {"id": "paper", "title": "The Paper", "published": "2016-01-01"}
    attackers = [{"actor": "alpha", "role": "attacker", "source": "paper"}]
    first = event(0, date="2016-01-01", participants=attackers)
    return {
        "schema_version": 3,
        "title": "Growth",
        "sources": [paper, *more.get("sources", [])],
        "actors": [alpha, beta, *more.get("actors", [])],
        "events": [first, *more.get("events", [])],
        "statements": more.get("statements", []),
        "casualties": more.get("casualties", []),
    }


def of_statements(size: int, links: Callable[[int], Dataset]) -> Dataset:
    return dataset(statements=[statement(number, **links(number)) for number in range(size)])


def of_events(size: int, links: Callable[[int], Dataset], **more: Any) -> Dataset:
    events = [event(number, **links(number)) for number in range(1, size)]
    counts = [count(n, event=f"event-{n}", as_of="2016-12-30", **more) for n in range(size)]
    return dataset(events=events, casualties=counts)


def of_counts(size: int, numbers: Callable[[int], Dataset], **first: Any) -> Dataset:
    """Return counts of one event, each by a counter of its own."""
    made = dataset(
        actors=[actor(number) for number in range(size)],
        casualties=[
            count(number, **{"counted_by": f"actor-{number}", **numbers(number)})
            for number in range(size)
        ],
    )
    made["events"][0].update(first)
    return made


def empty(size: int) -> Dataset:
    return dataset()


# Statements.


def statements_of_one_event(size: int) -> Dataset:
    return of_statements(size, lambda number: {})


def accusations_and_denials(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        accuses = {"stance": "accuses", "speaker": "alpha", "attributes_to": ["beta"]}
        return accuses if number % 2 else {**accuses, "stance": "denies", "speaker": "beta"}

    return of_statements(size, link)


def accusations_of_many_actors(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        named = {"attributes_to": [f"actor-{number // 2}"]}
        if number % 2:
            return {**named, "stance": "accuses"}
        return {**named, "stance": "denies", "speaker": f"actor-{number // 2}"}

    made = of_statements(size, link)
    made["actors"] += [actor(number) for number in range(size)]
    return made


def denials_alone(size: int) -> Dataset:
    return of_statements(size, lambda number: {"stance": "denies"})


def denials_by_members_of_members(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        return {"stance": "denies", "attributes_to": ["alpha"], "speaker": f"actor-{number}"}

    made = of_statements(size, link)
    return {**made, "actors": member_chain(size)["actors"]}


def denials_of_each_before(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        speaker = "alpha" if number % 2 else "beta"
        answers = {"responds_to": f"said-{number - 1}"} if number else {}
        return {**answers, "speaker": speaker, "stance": "denies" if number else "accuses"}

    return of_statements(size, link)


def withdrawals_of_one(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        accuses = {"stance": "accuses", "attributes_to": ["beta"]}
        return {"stance": "denies", "responds_to": "said-0"} if number else accuses

    return of_statements(size, link)


def replies_to_one(size: int) -> Dataset:
    return of_statements(size, lambda number: {"responds_to": "said-0"} if number else {})


def reply_chain(size: int) -> Dataset:
    return of_statements(
        size, lambda number: {"responds_to": f"said-{number - 1}"} if number else {}
    )


def accusing_reply_chain(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        answers = {"responds_to": f"said-{number - 1}"} if number else {}
        return {**answers, "stance": "accuses", "attributes_to": ["beta"]}

    return of_statements(size, link)


def differing_from_one(size: int) -> Dataset:
    return of_statements(size, lambda number: {"disagrees_with": ["said-0"]} if number else {})


def differing_chain(size: int) -> Dataset:
    return of_statements(
        size, lambda number: {"disagrees_with": [f"said-{number - 1}"]} if number else {}
    )


def one_differing_from_all(size: int) -> Dataset:
    others = [f"said-{number}" for number in range(1, size)]
    return of_statements(size, lambda number: {} if number else {"disagrees_with": others})


def events_differing_from_one(size: int) -> Dataset:
    return of_events(size, lambda number: {"disagrees_with": ["event-0"]})


def events_differing_chain(size: int) -> Dataset:
    return of_events(size, lambda number: {"disagrees_with": [f"event-{number - 1}"]})


def statements_about_many_events(size: int) -> Dataset:
    made = of_events(size, lambda number: {})
    about = [f"event-{number}" for number in range(size)]
    links = {"about": about, "attributes_to": ["alpha"]}
    stances = ("accuses", "denies", "asserts", "denies")
    made["statements"] = [
        statement(number, stance=stance, speaker="beta", **links)
        for number, stance in enumerate(stances)
    ]
    return made


# Counts.


def differing_counts(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30"})


def differing_counts_of_nobody(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30", "counted_by": None})


def counts_of_many_days(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        first = 1700 + number // 336
        covers = f"{first}-{day(number)[5:]}/2016-12-28"
        return {"covers": covers, "as_of": "2016-12-30", "killed": {"best": size - number}}

    return of_counts(size, numbers, date="1600-01-01/2016-12-30")


def revisions_by_one(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        return {"as_of": f"{1990 + number // 336}-{day(number)[5:]}", "counted_by": "alpha"}

    return of_counts(size, numbers)


def standing_counts_by_one(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30", "counted_by": "alpha"})


def agreeing_counts_by_members(size: int) -> Dataset:
    made = of_counts(size, lambda number: {"as_of": "2016-12-30", "killed": {"best": 5}})
    return {**made, "actors": member_chain(size)["actors"]}


def toll_of_many_lines(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        covers = f"{1700 + number // 336}-{day(number)[5:]}"
        return {"covers": covers, "as_of": "2016-12-30", "killed": {"best": 1 + number}}

    return of_counts(size, numbers, date="1600-01-01/2016-12-30")


def upper_bounds(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30", "killed": {"high": 1 + number}})


def ranges_within_ranges(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        return {"as_of": "2016-12-30", "killed": {"low": number, "high": 3 * size - number}}

    return of_counts(size, numbers)


def groups_of_one_count(size: int) -> Dataset:
    groups = [{"group": f"group {number}", "killed": {"best": 1}} for number in range(size)]
    return dataset(casualties=[count(1, killed={"best": size}, breakdown=groups)])


def groups_of_many_counts(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        parts = [{"group": f"group {number}", "killed": {"best": 1 + number}}]
        return {"killed": None, "breakdown": parts}

    return of_counts(size, numbers)


def counts_of_many_events(size: int) -> Dataset:
    return of_events(size, lambda number: {}, counted_by="beta")


# Events, actors, sources.


def part_chain(size: int) -> Dataset:
    return of_events(size, lambda number: {"part_of": f"event-{number - 1}"}, counted_by="beta")


def dated_part_chain(size: int) -> Dataset:
    """Return a chain of parts, each counted for days of its own."""
    made = part_chain(size)
    for number, counted in enumerate(made["casualties"]):
        counted["covers"] = f"{1700 + number // 336}-{day(number)[5:]}"
    return made


def part_star(size: int) -> Dataset:
    return of_events(size, lambda number: {"part_of": "event-0"}, counted_by="beta")


def member_chain(size: int) -> Dataset:
    above = ["alpha", *(f"actor-{number}" for number in range(size - 1))]
    return dataset(actors=[actor(number, member_of=above[number]) for number in range(size)])


def member_star(size: int) -> Dataset:
    return dataset(actors=[actor(number, member_of="alpha") for number in range(size)])


def aliases(size: int) -> Dataset:
    made = dataset()
    made["actors"][0]["aliases"] = [f"name number {number}" for number in range(size)]
    return made


def participants(size: int) -> Dataset:
    made = dataset(actors=[actor(number) for number in range(size)])
    made["events"][0]["participants"] = [
        {"actor": f"actor-{number}", "role": "attacker", "source": "paper"}
        for number in range(size)
    ]
    return made


def participants_by_sources(size: int) -> Dataset:
    made = participants(size)
    made["sources"] += [source(number) for number in range(size)]
    for number, part in enumerate(made["events"][0]["participants"]):
        part["source"] = f"source-{number}"
    return made


def sources_of_one_event(size: int) -> Dataset:
    made = dataset(sources=[source(number) for number in range(size)])
    made["events"][0]["citations"] = [{"source": f"source-{number}"} for number in range(size)]
    return made


def copy_chain(size: int) -> Dataset:
    copied = ["paper", *(f"source-{number}" for number in range(size))]
    return dataset(
        sources=[source(number, copy_of=copied[number]) for number in range(size)],
        events=[
            event(number, citations=[{"source": f"source-{number}"}]) for number in range(1, size)
        ],
    )


def copy_star(size: int) -> Dataset:
    made = copy_chain(size)
    for copy in made["sources"][1:]:
        copy["copy_of"] = "paper"
    return made


def places_and_kinds(size: int) -> Dataset:
    return of_events(
        size, lambda number: {"place": {"name": f"Village {number}"}, "kind": f"kind {number}"}
    )


SHAPES: tuple[Callable[[int], Dataset], ...] = (
    *(statements_of_one_event, accusations_and_denials, accusations_of_many_actors),
    *(denials_alone, denials_by_members_of_members, denials_of_each_before, withdrawals_of_one),
    *(replies_to_one, reply_chain, accusing_reply_chain),
    *(differing_from_one, differing_chain, one_differing_from_all),
    *(events_differing_from_one, events_differing_chain, statements_about_many_events),
    *(differing_counts, differing_counts_of_nobody, counts_of_many_days, revisions_by_one),
    *(standing_counts_by_one, agreeing_counts_by_members, toll_of_many_lines, upper_bounds),
    *(ranges_within_ranges, groups_of_one_count, groups_of_many_counts, counts_of_many_events),
    *(part_chain, dated_part_chain, part_star, member_chain, member_star, aliases),
    *(participants, participants_by_sources, sources_of_one_event, copy_chain, copy_star),
    places_and_kinds,
)
QUESTIONS = """
timeline: json ndjson csv markdown html svg table geojson timelinejs
timeline --as-of 2016-12-31: json html
timeline --published-by 2016-12-31: json
timeline --disputed: json
timeline --differs: json
timeline --single-source: json
timeline --since 2016-02-01 --until 2016-06-01: json
timeline --actor alpha: json
timeline --place land: json
event event-0: json markdown html svg table
event event-0 --as-of 2016-12-31: json
actor alpha: json html table
actor alpha --as-of 2016-12-31: json
actor: json table
statements: json csv html table
statements --about event-0: json
casualties: json csv html table
casualties --as-of 2016-12-31: json
casualties --people group: json
casualties --by year: json
casualties --by month: json
casualties --by actor: json table
casualties --by place: json
casualties --by kind --as-of 2016-12-31: json
disputes: json csv html table
disputes --as-of 2016-12-31: json
search number: json html table
search raid: json
changes --since 2016-01-01: json table
sources: json csv html table csl-json bibtex
sources paper: json table
info: json table
info --values: json
"""


class Run(NamedTuple):
    seconds: float
    peak: float  # Megabytes.
    size: float  # Of the answer, in megabytes.


def questions() -> Iterator[list[str]]:
    for line in QUESTIONS.strip().split("\n"):
        asked, _, formats = line.partition(":")
        for format in formats.split():
            yield [*asked.split(), "-f", format]


def limit_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))


def run(command: list[str]) -> Run | None:
    """Run a command to its end, None where it takes more than a minute."""
    with TemporaryFile() as answer:
        process = subprocess.Popen(
            command, stdout=answer, stderr=subprocess.PIPE, preexec_fn=limit_time
        )
        errors = process.stderr.read().decode() if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        if "Traceback" in errors or (os.WIFEXITED(status) and os.WEXITSTATUS(status)):
            print(" ".join(command), errors[-500:], sep="\n")
        if os.WIFSIGNALED(status):
            return None
        peak, size = used.ru_maxrss * 1024, answer.seek(0, os.SEEK_END)
        return Run(used.ru_utime + used.ru_stime, peak / 1e6, size / 1e6)


def write(made: Dataset, path: Path, tool: str, to_sqlite: bool) -> Path:
    path.write_text(json.dumps(made))
    if not to_sqlite:
        return path
    database = path.with_suffix(".sqlite")
    run([tool, "convert", str(path), str(database), "--force"])
    return database


def line(small: Run | None, large: Run | None, start: Run | None) -> str:
    if not (small and large and start):
        return f"{'more than a minute':>18}"
    seconds, twice = small.seconds - start.seconds, large.seconds - start.seconds
    ratio = f"{twice / seconds:6.1f}" if seconds > 0 and twice > LEAST else " " * 6
    grown = f"{large.peak:6.0f}{(large.peak - start.peak) / max(1, small.peak - start.peak):6.1f}"
    sizes = f"{large.size:8.2f}{large.size / small.size if small.size else 1:6.1f}"
    return f"{max(0, seconds):9.2f}{max(0, twice):9.2f}{ratio}{grown}{sizes}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=4000)
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--tool", default=TOOL)
    parser.add_argument("words", nargs="*")
    asked = parser.parse_args()
    n = asked.n
    head = f"{f's at {n:,}':>9}{f'{2 * n:,}':>9} ratio    MB ratio  answer ratio"
    print(f"{'shape':32}{'question':52}{head}")
    starts: dict[str, Run | None] = {}
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name}.json") for name in ("empty", "small", "large")]
        start = write(empty(0), paths[0], asked.tool, asked.sqlite)
        for shape in SHAPES:
            wanted = [
                question
                for question in questions()
                if all(re.search(w, f"{shape.__name__} {' '.join(question)}") for w in asked.words)
            ]
            sizes = zip(paths[1:], (n, 2 * n), strict=True)
            if wanted:
                data = [write(shape(s), path, asked.tool, asked.sqlite) for path, s in sizes]
            for question in wanted:
                words = " ".join(question)
                if words not in starts:
                    starts[words] = run([asked.tool, *question, "--data", str(start)])
                found = [run([asked.tool, *question, "--data", str(path)]) for path in data]
                print(f"{shape.__name__:32}{words:52}{line(found[0], found[1], starts[words])}", flush=True)


if __name__ == "__main__":
    main()
