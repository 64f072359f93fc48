"""What docs/python.md and the notebook do works on a graph of the seeds, and gives what they show."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import nbformat
import pytest
from run_notebook import execute

DOCS = Path(__file__).parent.parent / "docs"
NOTEBOOK = DOCS / "walk.ipynb"


@pytest.fixture
def beside_out(seeds_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the graph of the seeds in ``out``, as the working folder."""
    shutil.copytree(seeds_graph.parent, tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("beside_out")
def test_the_examples_of_the_page_run() -> None:
    result = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted > 10) == (0, True)


def test_the_page_names_every_method() -> None:
    import kg

    public = {name for name in vars(kg.Graph) if not name.startswith("_")}
    table = (DOCS / "python.md").read_text(encoding="utf-8")
    assert {name for name in public if f"| `{name}" not in table} == set()


def test_the_notebook_runs_and_shows_what_it_gives(seeds_graph: Path) -> None:
    ran = [cell for cell in execute(NOTEBOOK, seeds_graph.parent).cells if cell.cell_type == "code"]
    assert len(ran) > 10
    assert [cell.source for cell in ran[1:] if not said(cell)] == []
    written = nbformat.read(NOTEBOOK, as_version=4)
    assert [said(cell) for cell in ran] == [said(cell) for cell in written.cells if cell.cell_type == "code"]


def said(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell prints and gives, as text."""
    return [output.get("text") or output["data"]["text/plain"] for output in cell.outputs]
