"""The page ``docs/questions.md``: what ``kg ask`` understands, and its answers on the seeds.

``python -m kg.workshop.questions docs/questions.md`` (or ``make questions``) writes it: the head is
``kg/workshop/questions.md``, the questions are those of ``kg/query/ask/examples.toml``.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from kg.pipeline import build
from kg.query.ask import Answer, Row, ask
from kg.query.ask.examples import examples
from kg.resources import seeds_dir

SHOWN = 4
_MARKS = re.compile(r"([\\`*_<>\[\]|])")


def page(out: Path) -> str:
    """The whole page as Markdown, with the answers on the build folder ``out``.

    Each question stands there in both languages with the one answer both get: at most ``SHOWN`` rows and near misses.
    """
    parts = [files("kg.workshop").joinpath("questions.md").read_text(encoding="utf-8").rstrip("\n"), ""]
    for part, group in groupby(examples(), key=lambda example: example.part):
        parts += [f"## {part}", ""]
        for example in group:
            answer = ask(out, example.zh)
            asked = [f"kg ask {_typed(text)}" for text in (example.zh, example.en)]
            parts += [f"### {example.zh}", "", "```sh", *asked, "```", "", *compact(answer), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def compact(answer: Answer) -> Iterator[str]:
    """An answer in a few lines: how it was understood, the first rows with their proof, the first near misses.

    A row tells place (a masked one with the offset of its report), what, when, further columns, and where its quote is.
    """
    counts = f"{_count(len(answer.rows), 'row')}, {_count(len(answer.near_misses), 'near miss')}"
    yield f"{_plain(str(answer.question))}: {counts}"
    yield ""
    yield from (f"- {_line(row)}" for row in answer.rows[:SHOWN])
    yield from _rest(answer.rows)
    yield from (f"- *no:* {_line(row)}: {_plain(row.reason)}" for row in answer.near_misses[:SHOWN])
    yield from _rest(answer.near_misses)


def _rest(rows: Sequence[Row]) -> list[str]:
    return [f"- … and {len(rows) - SHOWN} more"] if len(rows) > SHOWN else []


def _line(row: Row) -> str:
    place = f"{row.place} (report at {row.report_start})" if row.masked else row.place
    when = row.date or str(row.year or "") or row.period
    more = [f"{column} {value}" for column, value in row.more if value is not None and column != "person"]
    told = [place, row.work or row.name, row.kind, when, *more]
    quote = "".join(row.quote.split())
    return (
        f"{_plain(' · '.join(part for part in told if part))} · “{_plain(quote)}” {row.document} {row.start}–{row.end}"
    )


def _count(number: int, what: str) -> str:
    plural = what if number == 1 else f"{what}es" if what.endswith("s") else f"{what}s"
    return f"{number or 'no'} {plural}"


def _typed(question: str) -> str:
    quote = "'" if '"' in question else '"'
    return f"{quote}{question}{quote}"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text.replace("\n", " "))


def write(path: Path) -> None:
    """Build the seeds' graph in a temporary folder and write the page to ``path``, whole or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        build([seeds_dir()], out)
        text = page(out)
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
