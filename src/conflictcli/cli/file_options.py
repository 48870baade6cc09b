"""The options and arguments of commands that make files or check them."""

from typing import Annotated, Literal

import typer

from conflictcli.cli.options import DATASET, Text, choice, filter_by, output_option

DataFile = Annotated[
    Text, typer.Argument(**DATASET, help="Dataset to check (- reads standard input).")
]
Old = Annotated[str, typer.Argument(metavar="OLD", help="A dataset (- reads standard input).")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The dataset to compare it with.")]
ConvertInput = Annotated[
    str,
    typer.Argument(
        metavar="IN", help="A dataset of any of these kinds; - is standard input, in JSON."
    ),
]
DatasetOutput = Annotated[
    str,
    typer.Argument(
        metavar="OUT",
        help="What to make: .json, .sqlite, .db, .xlsx, .ods, or FOLDER/ for CSV files.",
    ),
]
GedFile = Annotated[str, typer.Argument(metavar="FILE", help="A UCDP GED file, CSV or zip.")]
AcledFile = Annotated[str, typer.Argument(metavar="FILE", help="An export of ACLED, CSV or zip.")]
TableFile = Annotated[str, typer.Argument(metavar="FILE", help="A table, CSV or JSON.")]
MapFile = Annotated[
    str,
    typer.Option(
        "--map", metavar="MAP", help="What its columns mean: acled, airwars, bellingcat or a file."
    ),
]
Dates = Annotated[
    Literal["dmy", "mdy"] | None,
    typer.Option("--dates", help="Which comes first in 5/3/2020: the day or the month."),
]
Output = Annotated[Text, output_option("--output", "-o", metavar="FILE", help="File to write.")]
Country = Annotated[
    Text,
    filter_by("--country", "Only rows of this country, by its name or words of it."),
]
Keep = Annotated[
    Literal["last"] | None,
    choice("--keep", "Of rows with one id, take the last (default: refuse them)."),
]
Strict = Annotated[bool, typer.Option("--strict", help="End with exit code 1 for warnings too.")]
Force = Annotated[bool, output_option("--force", help="Overwrite an existing file.")]
