"""What an answer may be written as: the choices of --format, --color and --layout."""

from typing import Literal

Format = Literal["table", "json", "ndjson", "csv", "markdown", "html", "svg"]
TimelineFormat = Literal[Format, "geojson", "timelinejs"]
SourcesFormat = Literal[Format, "csl-json", "bibtex"]
AnyFormat = TimelineFormat | SourcesFormat
Color = Literal["auto", "always", "never"]
Layout = Literal["table", "list"]
