"""Run a notebook on a graph: for its test, and to write it anew when what it gives has changed.

python tests/run_notebook.py docs/walk.ipynb out
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def execute(notebook: Path, out: Path) -> nbformat.NotebookNode:
    """The notebook after a run beside a copy of the graph ``out``, without what changes each time."""
    ran = nbformat.read(notebook, as_version=4)
    with tempfile.TemporaryDirectory(prefix="kg-notebook-") as folder:
        os.environ["IPYTHONDIR"] = folder
        shutil.copytree(out, Path(folder) / "out")
        (Path(folder) / "docs").mkdir()
        resources = {"metadata": {"path": str(Path(folder) / "docs")}}
        # The kernel sends what is printed in as many pieces as its clock happens to cut.
        NotebookClient(ran, timeout=120, resources=resources, coalesce_streams=True).execute()
    for cell in ran.cells:
        cell.metadata = {}
    ran.metadata.pop("widgets", None)
    ran.metadata.language_info = {"name": "python"}
    return ran


if __name__ == "__main__":
    path = Path(sys.argv[1])
    text = json.dumps(execute(path, Path(sys.argv[2])), ensure_ascii=False, indent=1)
    partial = path.with_name(path.name + ".part")
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(path)
