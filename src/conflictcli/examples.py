"""Two examples for the help of each command; a test runs them."""

FIRST = ("timeline", "actor Kerry", "casualties --as-of 2016-10-09")
EXAMPLES = {
    "timeline": ("timeline --since 2016-10-07 --actor Russia", "timeline --type event -f csv"),
    "event": ("event aid-convoy", "event ceasefire agreement --as-of 2016-09-12"),
    "actor": ("actor Kerry", "actor -f json"),
    "statements": ("statements --stance denies", "statements --about aid-convoy"),
    "casualties": ("casualties --as-of 2016-10-09", "casualties --by month"),
    "search": ("search war crime", "search el pais --type source"),
    "sources": ("sources", "sources article"),
    "info": ("info", "info -f json"),
    "diff": ("diff old.json new.json", "diff old.json new.json -f markdown"),
    "validate": ("validate", "validate new.json -f json"),
    "schema": ("schema", "schema > schema.json"),
    "ucdp": ("import ucdp ged.csv -o ged.json", "import ucdp ged.csv --country Syria > syria.json"),
}


def epilog(command: str) -> str:
    """Write the examples as the end of a help page, in lines that are not to be joined."""
    lines = [f"  conflictcli {example}" for example in EXAMPLES[command]]
    return "\n".join(["\b", "Examples:", *lines])
