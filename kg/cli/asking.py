"""``kg ask``, ``kg sparql`` and ``kg explain``."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options, results
from kg.cli.results import Wanted
from kg.cli.spreadsheet import for_excel
from kg.cli.terminal import write
from kg.errors import InputError, UsageError


@click.command(epilog='Example: kg ask "which cities enacted parking regulations in 2023" --format csv')
@click.argument("question", nargs=-1, required=True)
@options.out
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "excel"]),
    default="table",
    show_default=True,
    help=options.EXCEL,
)
@click.option("--show-query", is_flag=True, help="Also print the SPARQL it ran (for csv and excel on standard error).")
def ask(question: tuple[str, ...], out: Path, form: str, show_query: bool) -> None:
    """Answer a QUESTION in Chinese or English, with the sentences that prove it.

    Who enacted, inspected … what and when; figures, posts, proposals, programmes, claims: see docs/questions.md.
    Below the answer stand near misses: what a reader could take for an answer, and why it is none.
    """
    from kg.cli import answers
    from kg.query.ask import ask as ask_graph

    answer = ask_graph(out, " ".join(question))
    if show_query and form != "json":
        click.echo(answers.queries(answer), err=form != "table")
    writers = {"table": answers.as_table, "json": answers.as_json, "csv": answers.as_csv, "excel": answers.as_csv}
    written = writers[form](answer)
    write(for_excel(written) if form == "excel" else written, form)


@click.command(epilog='Example: kg sparql "SELECT ?work { ?body rd:enacted ?work } LIMIT 5"')
@click.argument("query", required=False)
@click.option("-f", "--file", "path", type=click.Path(path_type=Path), help="Read the query from a file.")
@results.options
def sparql(query: str | None, path: Path | None, wanted: Wanted) -> None:
    """Run a SPARQL QUERY (SELECT, ASK, CONSTRUCT, DESCRIBE) on the graph; its prefixes are declared.

    The default graph is the whole graph; GRAPH ?document { … } is what one document says.
    """
    text = query if query is not None else _read(path)
    if (query is None) == (path is None) or not text.strip():
        raise UsageError("give a query, or a file with -f", mend='for example: kg sparql "ASK { ?s ?p ?o }"')
    results.show(text, wanted)


@click.command(epilog="Example: kg explain event/adoption/0123456789abcdef")
@click.argument("iri")
@options.out
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def explain(iri: str, out: Path, form: str) -> None:
    """Show why the graph says a fact: the rule, the sentence with the quote in 【】, document and offsets.

    IRI may be whole or shortened to the part below …/id/.
    """
    from kg.cli import explanations
    from kg.query.explain import explain as explain_fact

    explanation = explain_fact(out, iri)
    writers = {"text": explanations.as_text, "json": explanations.as_json}
    write(writers[form](explanation), form)


def _read(path: Path | None) -> str:
    try:
        return path.read_text(encoding="utf-8-sig") if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read ({error})", path or "", "name a text file in UTF-8") from error
