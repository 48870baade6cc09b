"""The wheel, the sdist and the source tree all carry the dataset and run."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import conflictcli

ROOT = Path(__file__).parents[1]


def build(target: str, source: Path, folder: Path) -> Path:
    """Build a wheel or an sdist without the network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the unpacked sdist, so that both must hold the dataset."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        # Python before 3.11.4 has no filters.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        archive.extractall(folder)
    return build("wheel", next(folder.iterdir()), tmp_path_factory.mktemp("wheel"))


def run(folder: Path, *arguments: str) -> str:
    """Run the package found in a folder, from another one."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); import conflictcli.cli.app as c; "
    code += f"assert c.__file__.startswith({str(folder)!r}), c.__file__; sys.exit(c.main())"
    command = [sys.executable, "-c", code, *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "CONFLICTCLI_DATA"}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return ran.stdout


def test_the_wheel_and_the_source_tree_give_the_same_answer(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert run(tmp_path, "timeline") == run(ROOT / "src", "timeline")
    by_map = ["import", "acled", str(ROOT / "tests" / "data" / "acled_made_up.csv")]
    assert run(tmp_path, *by_map) == run(ROOT / "src", *by_map)


def test_the_citation_is_of_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {conflictcli.__version__}\n" in citation


def test_wheel_and_sdist_carry_the_man_page(wheel: Path, sdist: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith(".data/data/share/man/man1/conflictcli.1") for name in names)
    with tarfile.open(sdist) as source:
        assert any(name.endswith("/docs/conflictcli.1") for name in source.getnames())


def test_the_wheel_carries_the_dataset_the_types_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name.split("/", 1)[1] for name in archive.namelist()}
    assert {"data/events.json", "py.typed", "licenses/LICENSE"} <= names


def test_the_version_is_that_of_the_package_built(wheel: Path) -> None:
    assert wheel.name == f"conflictcli-{conflictcli.__version__}-py3-none-any.whl"
