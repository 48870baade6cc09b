"""What GDAL, and so QGIS, reads of our GeoJSON and keeps in the formats of other maps."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli, Dataset, count, event, said
from programs import installed, program, python, run

pytestmark = pytest.mark.slow
DRIVERS = {"GPKG": "gpkg", "ESRI Shapefile": "shp", "LIBKML": "kml", "FlatGeobuf": "fgb"}
# Run where pyogrio is, whose GDAL is newer than Debian's: write a file, read it, print its rows.
PYOGRIO = """
import json, sys
from pyogrio.raw import read, write

driver, name = sys.argv[1:]
about, _, points, columns = read("events.geojson")
fields = [str(field) for field in about["fields"]]
write(name, points, columns, fields, driver=driver, crs=about["crs"], geometry_type="Unknown")
about, _, points, columns = read(name)
names = [*map(str, about["fields"]), "point"]
shown = lambda cell: None if cell is None or cell != cell else str(cell).removesuffix(".0")
print(json.dumps([dict(zip(names, map(shown, row))) for row in zip(*columns, points)]))
"""
# What a row of each event holds, read from any format.
ROWS: Mapping[str, Mapping[str, Any]] = {
    "hit": {
        "name": "Hit",
        "begin": "2016-09-02",
        "end": "2016-09-04",
        "date": "[2016-09-02..2016-09-04]",
        "precision": "district",
        "toll": "3 (Ann) to 5–9 (Bob) killed",
        "killed_min": "3",
        "killed_max": "9",
        "counts": "3 killed, says Ann, 4 Sep 2016 [Paper;; Sons]; "
        "5–9 killed, says Bob, 5 Sep 2016 [Paper;; Sons]",
        "denied_by": "ann; bob",
        "sources": "Paper;; Sons, no date",
        "point": True,
    },
    "raid": {
        "name": "Raid",
        "begin": "2016-09-22",
        "date": "2016-09-22/..",
        "sources": "Paper;; Sons, no date",
        "point": True,
    },
    "vote": {
        "name": "Vote",
        "begin": "2016-09-01",
        "end": "2016-09-30",
        "date": "2016-09",
        "sources": "Paper;; Sons, no date",
    },
}

Row = Mapping[str, Any]
Convert = Callable[[str, str, Path], list[Row]]


@pytest.fixture
def path(dataset: Dataset) -> str:
    """Return a dataset with a bounded event, one that goes on, and one that is on no map."""
    idlib = {"name": "Idlib", "latitude": 35.9, "longitude": 36.6, "precision": "district"}
    denials = [
        said(f"no-{speaker}", speaker=speaker, stance="denies", about=["hit"])
        for speaker in ("ann", "bob")
    ]
    return dataset(
        schema_version=2,
        sources=[{"id": "paper", "publisher": "Paper; Sons"}],
        events=[
            event("vote", date="2016-09", place={"name": "Geneva"}),
            event("hit", date="[2016-09-02..2016-09-04]", place=idlib),
            event(
                "raid",
                date="2016-09-22/..",
                place={"name": "Aleppo", "latitude": 36.2, "longitude": 37.1},
            ),
        ],
        statements=denials,
        casualties=[
            count("c1", "hit", as_of="2016-09-04", counted_by="ann", killed={"best": 3}),
            count("c2", "hit", as_of="2016-09-05", counted_by="bob", killed={"low": 5, "high": 9}),
        ],
    )


def by_ogr2ogr(driver: str, name: str, folder: Path) -> list[Row]:
    ogr2ogr = program("ogr2ogr")
    encoding = ["-lco", "ENCODING=UTF-8"] if driver == "ESRI Shapefile" else []
    run(ogr2ogr, "-f", driver, name, "events.geojson", *encoding, folder=folder)
    read = json.loads(run(ogr2ogr, "-f", "GeoJSON", "/vsistdout/", name, folder=folder))
    return [{**each["properties"], "point": each["geometry"]} for each in read["features"]]


def by_pyogrio(driver: str, name: str, folder: Path) -> list[Row]:
    installed("lib/python3*/site-packages/pyogrio", "pyogrio")
    rows: list[Row] = json.loads(run(python(), "-c", PYOGRIO, driver, name, folder=folder))
    return rows


def known(row: Row) -> dict[str, Any]:
    """Return what a row holds of what we compare, days without the hour that some formats add."""
    cells = {name.lower(): cell for name, cell in row.items()}
    texts = {name: str(cells.get(name) or "") for name in ROWS["hit"]}
    texts |= {name: texts[name].partition("T")[0] for name in ("begin", "end")}
    return {name: text for name, text in texts.items() if text} | (
        {"point": True} if cells["point"] else {}
    )


@pytest.mark.parametrize("convert", [by_ogr2ogr, by_pyogrio])
@pytest.mark.parametrize("driver", DRIVERS)
def test_a_map_of_another_format_has_every_event_day_and_list(
    conflictcli: Conflictcli, tmp_path: Path, path: str, convert: Convert, driver: str
) -> None:
    # FlatGeobuf with an index wants a point of each event.
    located = ["--located"] if driver == "FlatGeobuf" else []
    written = conflictcli("timeline", "--data", path, "-f", "geojson", *located).out
    (tmp_path / "events.geojson").write_text(written, encoding="utf-8")
    rows = convert(driver, f"out.{DRIVERS[driver]}", tmp_path)
    expected = {id: row for id, row in ROWS.items() if not located or "point" in row}
    assert {row["id"]: known(row) for row in rows} == expected


def test_kml_of_google_earth_has_names_and_spans(
    conflictcli: Conflictcli, tmp_path: Path, path: str
) -> None:
    written = conflictcli("timeline", "--data", path, "-f", "geojson").out
    (tmp_path / "events.geojson").write_text(written, encoding="utf-8")
    by_ogr2ogr("LIBKML", "out.kml", tmp_path)
    kml = (tmp_path / "out.kml").read_text(encoding="utf-8")
    assert [kml.count(f"<{name}>") for name in ("TimeSpan", "begin", "end")] == [3, 3, 2]
    assert all(f"<name>{row['name']}</name>" in kml for row in ROWS.values())
