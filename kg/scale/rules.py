"""The version of the rules: what is cached under one is never taken for another's."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.resources import ontology_dir

_PACKAGE = Path(__file__).resolve().parent.parent
# What reads the finished graph changes no fact.
_NOT_READING = frozenset({"cli", "evaluate", "export", "mcp.py", "query", "records", "web", "workshop"})
_SUFFIXES = frozenset({".py", ".toml", ".tsv", ".ttl"})
_LIBRARIES = ("ahocorasick_rs", "charset-normalizer", "jieba", "lxml", "lxml_html_clean")
_MORE = ("opencc-python-reimplemented", "pyoxigraph", "pypdfium2", "python-docx", "rdflib", "rjieba", "trafilatura")


@cache
def rules_version() -> str:
    """SHA-256 over the code and the data that make facts of a text, and over the versions of what they run on.

    >>> len(rules_version())
    64
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for name in (*_LIBRARIES, *_MORE):
        digest.update(f"{name} {_installed(name)}\n".encode())
    for top in (_PACKAGE, ontology_dir()):
        for path in sorted(path for path in top.rglob("*") if path.suffix in _SUFFIXES):
            inside = path.relative_to(top)
            if top == _PACKAGE and inside.parts[0] in _NOT_READING:
                continue
            data = path.read_bytes()
            digest.update(f"{inside.as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
