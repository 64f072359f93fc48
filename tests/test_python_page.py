"""What docs/python.md and the notebook do works on a graph of the seeds."""

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


def test_the_notebook_runs_and_each_cell_gives_something(seeds_graph: Path) -> None:
    ran, written = (
        [cell for cell in notebook.cells if cell.cell_type == "code"] for notebook in notebooks(seeds_graph)
    )
    assert len(ran) > 10
    for cell, before in zip(ran[1:], written[1:], strict=True):
        assert "".join(said(cell)).strip(), cell.source
        assert "Empty DataFrame" not in said(cell)[0], cell.source
        # What it gives may change with what is extracted, not what sort of thing it is.
        assert shape(cell) == shape(before), cell.source


def notebooks(graph: Path) -> tuple[nbformat.NotebookNode, nbformat.NotebookNode]:
    """The notebook run on a graph, and as it is written."""
    return execute(NOTEBOOK, graph.parent), nbformat.read(NOTEBOOK, as_version=4)


def said(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell prints and gives, as text."""
    return [output.get("text") or output["data"]["text/plain"] for output in cell.outputs]


def shape(cell: nbformat.NotebookNode) -> list[str]:
    """The types of what a cell gives, and its first line where that is the head of a table."""
    return [
        output.output_type if output.output_type == "stream" else " ".join(text.splitlines()[0].split())
        for output, text in zip(cell.outputs, said(cell), strict=True)
    ]
