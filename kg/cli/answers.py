"""An answer of ``kg ask`` as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from kg.cli.table import layout
from kg.query.ask import Answer, Row

FIELDS = ("place", "place_iri", "work", "work_iri", "kind", "date", "year", "quote", "document", "start", "end")
FACT = ("name", "fact_iri")


def as_json(answer: Answer) -> str:
    """The answer as one JSON object: question, query, rows, near_misses."""
    table = {
        "question": answer.question.text,
        "query": answer.query,
        "rows": [_fields(answer, row) for row in answer.rows],
        "near_misses": [_fields(answer, row) | {"reason": row.reason} for row in answer.near_misses],
    }
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


def as_csv(answer: Answer) -> str:
    """The answer as CSV: rows and near misses, told apart by the first column and by the reason in the last."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    more = () if answer.question.act else (*FACT, *answer.question.kind.columns)
    writer.writerow(("answer", *FIELDS, *more, "reason"))
    for said, rows in (("row", answer.rows), ("near miss", answer.near_misses)):
        writer.writerows((said, *_fields(answer, row).values(), row.reason) for row in rows)
    return text.getvalue()


def as_table(answer: Answer) -> str:
    """The answer to read in a terminal; no answer is said in words."""
    lines = [f"Asked: {answer.question}", ""]
    about, third = ("work", "step") if answer.question.act else ("about", "told")
    if answer.rows:
        lines += [layout(_columns(about, third), [_cells(row, _told(row)) for row in answer.rows]), ""]
    else:
        lines += ["Nothing in the graph answers this.", ""]
    if answer.near_misses:
        near = [_cells(row, row.reason) for row in answer.near_misses]
        lines += ["Near misses, which are no answers:", "", layout(_columns(about, "why not"), near), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def queries(answer: Answer) -> str:
    """The SPARQL that gave the answer, ready for ``kg sparql``."""
    near = f"\n# near misses\n{answer.near_query}" if answer.near_query else ""
    return f"# answer\n{answer.query}{near}"


def _fields(answer: Answer, row: Row) -> dict[str, str | int | float | None]:
    """A row's columns: those of every row, and those of its kind of answer; a step has no others."""
    shared = {name: getattr(row, name) for name in FIELDS}
    if answer.question.act is not None:
        return shared
    empty = {name: None for name in ("work", "work_iri") if not row.work_iri}
    return shared | empty | {name: getattr(row, name) for name in FACT} | dict(row.more)


def _told(row: Row) -> str:
    """The kind of a row, and what its further columns say."""
    more = [f"{column} {value}" for column, value in row.more if value is not None and value != row.place]
    return "; ".join(part for part in (row.kind, *more) if part)


def _columns(about: str, third: str) -> Sequence[str]:
    return ("place", about, third, "when", "quote", "document")


def _cells(row: Row, third: str) -> Sequence[str]:
    place = f"{row.place} {_report(row)}" if row.masked else row.place
    work = f"{row.work} (of {row.issuer})" if row.issuer not in ("", row.place) else row.work
    return (place, work or row.name, third, _when(row), row.quote, f"{row.document} {row.start}–{row.end}")


def _when(row: Row) -> str:
    """The day, else the wording of a longer time with the year where it has none, else the year."""
    year = str(row.year or "")
    told = year if year not in row.period else ""
    return row.date or " ".join(part for part in (told, row.period) if part) or "not stated"


def _report(row: Row) -> str:
    """Which report a masked place is that of: without it, all xx市 look alike."""
    return f"(masked; report at {row.report_start} “{row.report}”)" if row.report else "(masked)"
