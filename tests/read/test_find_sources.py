import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.read import find_others, find_sources


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ["b.txt", "a.md", "B.TXT", "c.doc", "README.md", "sources.MD", ".hidden.txt", "~$d.docx"]:
        (tmp_path / name).write_text("a", encoding="utf-8")
    for folder in ["deep/deeper", ".git", "folder.txt"]:
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.md").write_text("a", encoding="utf-8")
    return tmp_path


def names(top: Path, found: list[Path]) -> list[str]:
    return [path.relative_to(top).as_posix() for path in found]


def test_folder_gives_its_texts_below(tree: Path) -> None:
    assert names(tree, find_sources([tree])) == ["B.TXT", "a.md", "deep/deeper/a.md", "folder.txt/a.md", "b.txt"]


def test_named_file_is_always_a_source(tree: Path) -> None:
    named = [tree / "c.doc", tree / "README.md", tree / ".hidden.txt", tree / "none.txt"]
    assert set(find_sources(named)) == set(named)


def test_files_of_other_formats_below_a_folder(tree: Path) -> None:
    for name in ["deep/b.rtf", "deep/noformat", "README.rst", ".hidden.rtf", "~$d.doc"]:
        (tree / name).write_text("a", encoding="utf-8")
    assert names(tree, find_others([tree])) == ["deep/b.rtf", "c.doc", "deep/noformat"]
    assert names(tree, find_others([tree, tree / "c.doc"])) == ["deep/b.rtf", "deep/noformat"]
    assert find_others([tree / "none"]) == []


def test_order_of_arguments_does_not_matter(tree: Path) -> None:
    (tree / "z.txt").symlink_to("a.md")
    arguments = [tree, tree / "deep", tree / "b.txt", tree / "deep" / ".." / "b.txt", tree / "z.txt"]
    found = {tuple(find_sources(order)) for order in itertools.permutations(arguments)}
    assert len(found) == 1
    assert len(found.pop()) == 5


def test_link_loops_end(tree: Path) -> None:
    (tree / "deep" / "up").symlink_to(tree)
    (tree / "loop.txt").symlink_to("loop.txt")
    found = find_sources([tree])
    assert len({path.resolve() for path in found if path.exists()}) == 5
    assert tree / "loop.txt" in found


def test_folder_that_cannot_be_listed_is_not_passed_over(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir: Callable[[str], Iterator[os.DirEntry[str]]] = os.scandir

    def refuse(folder: str) -> Iterator[os.DirEntry[str]]:
        if os.path.basename(folder) == "deeper":
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert tree / "deep" / "deeper" in find_sources([tree])


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    assert find_sources([]) == []
    assert find_sources([tmp_path]) == []
