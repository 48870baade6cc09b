"""What spreadsheets do with tables in text, for those who read and those who write them."""

import re

# The UTF-16 units that a cell holds.
LONGEST_CELL = 32_767
# Signs with which a formula begins (OWASP, "CSV Injection"), full-width ones too; for a class of
# a regular expression.
FORMULA_SIGNS = "=+\\-@\t\r\uff1d\uff0b\uff0d\uff20"
_DELIMITERS = ",;\t|"


def delimiter_of(headings: str) -> str:
    """Return what parts the headings in a line: the sign that is most often outside quotes."""
    bare = re.sub(r'"[^"]*"', "", headings)
    return max(_DELIMITERS, key=bare.count)
