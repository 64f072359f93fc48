"""Where a query is wrong: the store's own parser tells what it expected, but not always at the right place."""

from __future__ import annotations

import re
import textwrap

from kg.query.keywords import names
from kg.rdf.vocabulary import PREFIXES

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)


def explained(message: str, query: str) -> str:
    """What the store's parser says of ``query`` (``error at LINE:COLUMN: expected …``), with a better place.

    Lines and columns count from 1, columns in code points.

    >>> print(explained("error at 2:9: expected one of X, Y", "SELECT *\\n{ ?s ?p }"))
    the query is no SPARQL, line 2, column 3: expected one of X, Y
      { ?s ?p }
    """
    match = _PLACE.match(message)
    if match is None:
        return f"the query is no SPARQL: {message}"
    said = textwrap.shorten(match[3], 120, placeholder=" …")
    stop, undeclared = _stop(query), _undeclared(query)
    if stop is None and undeclared is not None:
        said = f"a prefix is not declared; these are: {', '.join(PREFIXES)}"
    line, column = stop or undeclared or (int(match[1]), int(match[2]))
    lines = query.split("\n")
    text = lines[min(line, len(lines)) - 1].rstrip("\r")
    return f"the query is no SPARQL, line {line}, column {column}: {said}\n  {text}"


def _stop(query: str) -> tuple[int, int] | None:
    """Where rdflib's parser stops, which is where the clause that is wrong begins; None when it takes the query."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(query)
    except ParseBaseException as error:
        return error.lineno, error.column
    except (RecursionError, ValueError, TypeError):
        return None
    return None


def _undeclared(query: str) -> tuple[int, int] | None:
    """Where the first name with a prefix nobody declared begins."""
    known = {*PREFIXES, *_PREFIX.findall(query)}
    for start, name in names(query):
        if name.partition(":")[0] not in known:
            before = query[:start]
            return before.count("\n") + 1, start - before.rfind("\n")
    return None
