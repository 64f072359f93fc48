"""Tables as sources: JSON Lines and Parquet with a document a row: ``id``, ``text`` and, if any, ``metadata``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from kg.errors import InputError
from kg.read import printable, too_large
from kg.scale.batch import Source

TABLES = (".jsonl", ".parquet")
_CHUNK = 1024 * 1024
_AT_ONCE = 16
_FIELDS = "an id (text or number) and a text"
Row = tuple[Source | None, str, str]


def rows(path: Path, most: int) -> Iterator[Row]:
    """Each row: a source, or None; what to call it; why it is none.

    A text may have ``most`` bytes, a line twice as many. A table whose first row has no id and text holds no
    documents: InputError. Raises InputError also when Parquet cannot be read, and UsageError when pyarrow is missing.
    """
    form = path.suffix.lower().removeprefix(".")
    good = False
    for number, row in _parquet(path) if form == "parquet" else _json_lines(path, 2 * most):
        where = f"{printable(path)}:{number}"
        try:
            source = _source(row, where, form, most)
        except InputError as error:
            if not good and number == 1 and _FIELDS in error.what:
                raise InputError(f"holds no documents: its first row {error.what}", printable(path)) from None
            yield None, where, error.what
            continue
        good = True
        yield source, where, ""


def _source(row: Any, where: str, form: str, most: int) -> Source:
    if isinstance(row, InputError):
        raise row
    if not isinstance(row, dict) or not isinstance(row.get("id"), str | int) or not isinstance(row.get("text"), str):
        raise InputError(f"does not have {_FIELDS}", where)
    name, metadata = str(row["id"]), row.get("metadata")
    try:
        data = row["text"].encode("utf-8")
        name.encode("utf-8")
        told = json.dumps(metadata, ensure_ascii=False, sort_keys=True, default=str) if metadata else ""
        told.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("holds half a character (a lone surrogate)", where) from None
    if not name.strip():
        raise InputError(f"does not have {_FIELDS}", where)
    if len(data) > most:
        raise InputError(too_large(most), where)
    return Source(name, where, data, form, told)


def _json_lines(path: Path, most: int) -> Iterator[tuple[int, Any]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(most):
            number += 1
            if len(line) == most and not line.endswith(b"\n"):
                _to_its_end(file)
                yield number, InputError(f"is a line that {too_large(most)}", str(number))
            elif line.strip():
                yield number, _parsed(line)


def _to_its_end(file: IO[bytes]) -> None:
    while (more := file.readline(_CHUNK)) and not more.endswith(b"\n"):
        pass


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return InputError(f"is no JSON ({error})", "")


def _parquet(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        from pyarrow import ArrowException  # type: ignore[import-untyped]
        from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]
    except ImportError:
        raise InputError("is Parquet, which pyarrow reads", printable(path), "install renda-kg[tables]") from None
    try:
        with ParquetFile(path) as table:
            wanted = [name for name in ("id", "text", "metadata") if name in table.schema_arrow.names]
            number = 0
            for batch in table.iter_batches(batch_size=_AT_ONCE, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (ArrowException, ValueError) as error:
        raise InputError(f"is no Parquet that can be read ({error})", printable(path), "write it again") from error
