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
EXAMPLE = ROOT / "src" / "conflictcli" / "dataset" / "example.json"


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


def ran(folder: Path, *arguments: str, missing: str = "") -> subprocess.CompletedProcess[str]:
    """Run the package found in a folder, from another one, as where a package is `missing`."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); "
    code += f"sys.modules[{missing!r}] = None; " if missing else ""
    code += "import conflictcli.cli.app as c; "
    code += f"assert c.__file__.startswith({str(folder)!r}), c.__file__; sys.exit(c.main())"
    command = [sys.executable, "-c", code, *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "CONFLICTCLI_DATA"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def run(folder: Path, *arguments: str) -> str:
    """Return what the package found in a folder prints."""
    done = ran(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_and_the_source_tree_give_the_same_answer(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    for command in (["timeline"], ["timeline", "-f", "html"]):
        assert run(tmp_path, *command) == run(ROOT / "src", *command)
    by_map = ["import", "acled", str(ROOT / "tests" / "data" / "acled_made_up.csv")]
    assert run(tmp_path, *by_map) == run(ROOT / "src", *by_map)
    run(tmp_path, "new", str(tmp_path / "new.json"))
    assert (tmp_path / "new.json").read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize(("name", "package"), [("x.xlsx", "openpyxl"), ("x.ods", "odfdo")])
def test_a_workbook_without_its_package_is_refused_before_anything_is_read(
    tmp_path: Path, name: str, package: str
) -> None:
    no_dataset = str(ROOT / "README.md")
    path = str(tmp_path / name)
    extra = name.partition(".")[2]
    for arguments in (
        ["new", path],
        ["convert", no_dataset, path],
        ["import", "acled", no_dataset, "-o", path],
    ):
        done = ran(ROOT / "src", *arguments, missing=package)
        assert (done.returncode, done.stdout, done.stderr) == (
            1,
            "",
            f"conflictcli: {path}: a workbook needs the package {package}: "
            f"pip install 'conflictcli[{extra}]'.\n",
        )
    assert list(tmp_path.iterdir()) == []


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
