"""The order of the records in a file changes no fact, and no order that a question gives."""

import json
import random
from pathlib import Path
from typing import Any

from conftest import Conflictcli
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_sqlite import datasets, days

# What is listed in an order of its own: by date and id, by size, by what is contested.
IN_ORDER = (
    ["timeline"],
    ["timeline", "--since", "2016-09-02", "--until", "2016-09-03"],
    ["casualties", "--by", "month"],
    ["casualties", "--by", "actor"],
    ["casualties", "--by", "place"],
    ["search", "Aleppo"],
)
# What follows the dataset's own order where nothing else decides.
IN_ANY_ORDER = (["statements"], ["casualties"], ["disputes"], ["changes", "--since", "2016-09-02"])
FEW = settings(max_examples=5, phases=[Phase.explicit, Phase.generate])


@given(dataset=datasets, chance=st.randoms(use_true_random=False), day=days)
@FEW
def test_shuffled_records_give_the_same_facts_in_the_same_order(
    conflictcli: Conflictcli,
    tmp_path: Path,
    dataset: dict[str, Any],
    chance: random.Random,
    day: str,
) -> None:
    path = tmp_path / "records.json"
    shuffled = {
        key: chance.sample(value, len(value)) if isinstance(value, list) else value
        for key, value in dataset.items()
    }
    clock = ["--as-of", day]
    asked = [(True, [*each, *by]) for each in IN_ORDER for by in ([], clock)]
    asked += [(False, each) for each in IN_ANY_ORDER]
    answers = []
    for content in (dataset, shuffled):
        path.write_text(json.dumps(content), encoding="utf-8")
        runs = [conflictcli(*each, "--data", str(path), "-f", "json") for _, each in asked]
        answers.append(
            [
                (run.code, run.err, _facts(json.loads(run.out or "{}"), is_ordered))
                for (is_ordered, _), run in zip(asked, runs, strict=True)
            ]
        )
    for (_, each), one, other in zip(asked, *answers, strict=True):
        assert one == other, each


def _facts(answer: dict[str, Any], is_ordered: bool) -> dict[str, list[str]]:
    """Return the rows of each table; lists within a row are in the dataset's own order."""
    tables = {name: [_sorted(row) for row in rows] for name, rows in answer.items()}
    return tables if is_ordered else {name: sorted(rows) for name, rows in tables.items()}


def _sorted(value: Any) -> str:
    if isinstance(value, dict):
        return str(sorted((name, _sorted(item)) for name, item in value.items()))
    return str(sorted(map(_sorted, value))) if isinstance(value, list) else repr(value)
