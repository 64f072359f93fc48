"""Rows of an answer: frozen, in a fixed order, and a pandas DataFrame where one is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from kg.errors import KgError
from kg.query.sparql import Table

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows(Sequence[T], Generic[T]):
    """``items`` of one frozen dataclass, ``kind``; ``columns`` are the names of its fields, also when there are none.

    >>> @dataclass(frozen=True)
    ... class Place:
    ...     name: str
    ...     steps: int
    >>> rows = Rows(Place, (Place("大同市", 2),))
    >>> rows.columns, rows[0].steps, len(rows), rows.records()
    (('name', 'steps'), 2, 1, [{'name': '大同市', 'steps': 2}])
    """

    kind: type[T]
    items: tuple[T, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in their order."""
        return tuple(field.name for field in fields(self.kind))  # type: ignore[arg-type]

    def records(self) -> list[dict[str, Any]]:
        """Each row as a dict by column."""
        return [{name: getattr(item, name) for name in self.columns} for item in self.items]

    def frame(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame, also when there are none.

        Raises :class:`~kg.errors.KgError` when pandas is not installed.

        >>> Rows(Table, ()).frame().columns.tolist()
        ['columns', 'rows', 'cut']
        """
        return frame(self.columns, [tuple(record.values()) for record in self.records()])

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[T]: ...
    def __getitem__(self, index: int | slice) -> T | Rows[T]:
        return Rows(self.kind, self.items[index]) if isinstance(index, slice) else self.items[index]


@dataclass(frozen=True, slots=True)
class Solutions(Table):
    """The answer of a SPARQL query: ``columns`` and ``rows`` of text."""

    def frame(self) -> pd.DataFrame:
        """The solutions as a pandas DataFrame; raises :class:`~kg.errors.KgError` when pandas is not installed.

        >>> Solutions(("n",), (("1",),)).frame().n.tolist()
        ['1']
        """
        return frame(self.columns, self.rows)


def frame(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """A DataFrame of ``rows`` below ``columns``; raises :class:`~kg.errors.KgError` when pandas is not installed.

    >>> frame(["n"], [(1,), (2,)]).n.sum().item()
    3
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise KgError("pandas is not installed", mend='run pip install "renda-kg[tables]"') from error
    return pd.DataFrame(list(rows), columns=list(columns))


def plain(value: Any) -> Any:
    """``value`` as JSON has it: rows and tuples as lists, any other dataclass as an object of its fields.

    >>> plain((Table(("a",), (("1",),)),))
    [{'columns': ['a'], 'rows': [['1']], 'cut': False}]
    """
    if isinstance(value, Rows):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(item) for item in value] if isinstance(value, tuple) else value
