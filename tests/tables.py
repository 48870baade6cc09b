"""What the tests of imports share: files that they write, and datasets that these make."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from conftest import Conflictcli

# Columns of Airwars' own export of incidents that the map reads, and some that it does not.
INCIDENT = {
    "id": "17",
    "post_id": "4711",
    "post_status": "publish",
    "post_published": "2024-07-01 09:30:00",
    "post_modified": "2024-07-09 18:00:00",
    "permalink": "https://airwars.example/civilian-casualties/xx0001/",
    "code": "XX0001a",
    "previous_codes": "",
    "date_type": "single_date",
    "date": "2023-11-05",
    "date_end": "",
    "local_first_reported_by": "Radio X",
    "local_first_reported_url": "https://radio.example/1",
    "country_name": "Xland",
    "location_name": "Market street",
    "region": "Oldtown",
    "strike_status_name": "Likely strike",
    "infrastructure_name": "",
    "strike_type_name": "Airstrike",
    "civilian_harm_status_name": "Fair",
    "latitude": "36.5",
    "longitude": "-37.25",
    "geolocation_accuracy_name": "Nearby landmark",
    "civilian_non_combatants_killed_min": "3",
    "civilian_non_combatants_killed_max": "5",
    "civilian_non_combatants_injured_min": "2",
    "civilian_non_combatants_injured_max": "",
    "children_killed_min": "1",
    "children_killed_max": "1",
    "summary": "A strike on a street reportedly killed at least three.",
    "belligerent_army-of-x": "1",
    "belligerent_1_belligerent_name": "Army of X",
    "belligerent_1_type": "Suspected",
    "belligerent_2_belligerent_name": "Unknown",
    "belligerent_2_type": "",
}


def table(path: Path, *rows: dict[str, Any], delimiter: str = ",") -> str:
    """Write rows, each with the columns of the first, and return the path."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return str(path)


def made(conflictcli: Conflictcli, *arguments: str) -> Any:
    """Return the dataset that `import` prints, in which validate finds no error."""
    run = conflictcli("import", *arguments)
    assert run.code == 0, run.err
    path = Path(arguments[1]).with_name("made.json")
    path.write_text(run.out, encoding="utf-8")
    problems = conflictcli("validate", str(path), "-f", "json").json["problems"]
    assert [problem for problem in problems if problem["severity"] == "error"] == []
    return json.loads(run.out)


def notes(conflictcli: Conflictcli, *arguments: str) -> str:
    """Return what `import` says of a file that it reads."""
    run = conflictcli("import", *arguments)
    assert run.code == 0, run.err
    return run.err


def refusal(conflictcli: Conflictcli, *arguments: str, code: int = 1) -> str:
    """Return the one line with which `import` refuses; nothing else is printed."""
    run = conflictcli("import", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (code, "", 1)
    return run.err


def airwars(path: Path, *rows: dict[str, str]) -> str:
    """Write incidents, each the usual one with a code of its own but for what is given."""
    numbered = enumerate(rows, 1)
    return table(path, *({**INCIDENT, "code": f"XX000{n}a", **row} for n, row in numbered))
