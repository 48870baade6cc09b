"""What LibreOffice opens of a dataset in sheets, and saves again, is the same dataset."""

from pathlib import Path

import pytest
from conftest import EVENTS, Conflictcli
from programs import program, run

pytestmark = pytest.mark.slow
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"


@pytest.mark.parametrize("saved", ["xlsx", "ods"])
@pytest.mark.parametrize("made", ["xlsx", "ods"])
def test_a_workbook_is_the_same_after_libreoffice_saved_it(
    conflictcli: Conflictcli, tmp_path: Path, made: str, saved: str
) -> None:
    office = program("soffice")
    conflictcli("convert", str(EVENTS), str(tmp_path / "data.json"))
    conflictcli("convert", str(tmp_path / "data.json"), str(tmp_path / f"book.{made}"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    to = ["--convert-to", saved, "--outdir", str(tmp_path / "saved"), f"book.{made}"]
    run(office, profile, "--headless", *to, folder=tmp_path)
    assert (
        conflictcli("diff", str(tmp_path / "data.json"), f"{tmp_path}/saved/book.{saved}").code == 0
    )


def test_csv_files_are_the_same_after_libreoffice_saved_them(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    office = program("soffice")
    conflictcli("convert", str(EVENTS), str(tmp_path / "data.json"))
    conflictcli("convert", str(tmp_path / "data.json"), f"{tmp_path}/folder/")
    files = sorted(str(path) for path in (tmp_path / "folder").iterdir())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    to = ["--infilter=CSV:44,34,76,1", "--convert-to", AS_CSV, "--outdir", str(tmp_path / "saved")]
    run(office, profile, "--headless", *to, *files, folder=tmp_path)
    assert conflictcli("diff", str(tmp_path / "data.json"), f"{tmp_path}/saved").code == 0
