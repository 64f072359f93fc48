"""Where the ontology and the seed documents lie: in the wheel below ``kg``, in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError

_PACKAGE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """Return the folder with the vocabulary, the shapes and the code lists.

    Raises KgError when the installation lacks it.

    >>> ontology_dir().name
    'ontology'
    """
    return _folder("ontology", _PACKAGE)


def seeds_dir() -> Path:
    """Return the folder with the documents the first graph is built from.

    Raises KgError when the installation lacks it.

    >>> (seeds_dir() / "SOURCES.md").is_file()
    True
    """
    return _folder("seeds", _PACKAGE)


def _folder(name: str, package: Path) -> Path:
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise KgError(f"the folder {name} is missing from this installation", package, "install renda-kg again")
