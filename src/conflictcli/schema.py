"""The JSON Schema (2020-12) of a dataset, for editors."""

from typing import Any

import msgspec

from conflictcli.model import SLUG, Dataset

_POINT = r"[12]\d{3}(-\d{2}(-\d{2})?)?"
_DAY = r"^[12]\d{3}-\d{2}-\d{2}$"
_DATE = rf"^({_POINT}(/({_POINT}|\.\.))?|\[{_POINT}\.\.({_POINT})?\]|\[\.\.{_POINT}\])$"
_PATTERNS = {"id": SLUG, "date": _DATE, "published": _DATE, "as_of": _DAY}
_NUMBERS = ("low", "best", "high")


def text() -> str:
    """Write the schema as JSON."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """Give the schema of the model, with what its types do not say."""
    made = msgspec.json.schema(Dataset)
    for record in made["$defs"].values():
        fields = record["properties"]
        for name in _PATTERNS.keys() & fields:
            fields[name]["pattern"] = _PATTERNS[name]
        if "citations" in fields:
            fields["citations"]["minItems"] = 1
            record["required"].append("citations")
        record["additionalProperties"] = False
    numbers = [{"required": [n], "properties": {n: {"type": "integer"}}} for n in _NUMBERS]
    made["$defs"]["Estimate"]["anyOf"] = numbers
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
