"""The keywords of a query: what it asks for, and whether it only reads this graph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import RefusedError, UsageError

_TOKEN = re.compile(
    r"""
    (?: \#[^\n]*                                    # a comment
      | <[^<>"{}|^`\\\s]*>                          # an IRI
      | \"{3}(?:\\.|(?!\"{3}).)*\"{3} | '{3}(?:\\.|(?!'{3}).)*'{3}
      | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'   # strings
      | [?$]\w+ | @[A-Za-z-]+                       # variables, language tags
      | (?P<name>[\w.-]*:[\w.:%\\-]*)               # prefixed names
    )
    | (?P<word>[A-Za-z_]\w*) | .""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_FORMS_OF_QUERY = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])


def default_form(query: str) -> str:
    """The form an answer has when none is asked for: table, and turtle where the answer is triples.

    >>> default_form("PREFIX ex: <urn:select> CONSTRUCT WHERE { ?s ?p ?o }"), default_form("ASK {}")
    ('turtle', 'table')
    """
    return "turtle" if asks_for(query) in {"CONSTRUCT", "DESCRIBE"} else "table"


def asks_for(query: str) -> str:
    """The word that says what the answer is: SELECT, ASK, CONSTRUCT or DESCRIBE; empty when there is none.

    >>> asks_for("describe <urn:select>"), asks_for("PREFIX ask: <urn:a> SELECT * { ?s ask:for ?o }")
    ('DESCRIBE', 'SELECT')
    """
    return next((word for word in _words(query) if word in _FORMS_OF_QUERY), "")


def check(query: str) -> None:
    """Pass a query that only reads this graph; raise :class:`~kg.errors.RefusedError` for any other,
    and :class:`~kg.errors.UsageError` for what is no Unicode text.

    >>> check("SELECT * { ?s rdfs:label 'SERVICE' }  # DELETE")
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.RefusedError: SERVICE is refused; a query may not reach another store
    >>> check("DELETE WHERE { ?s ?p ?o }")
    Traceback (most recent call last):
    kg.errors.RefusedError: DELETE is refused; a query only reads; to change the graph, run kg build
    """
    try:
        query.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError("the query is no valid Unicode text", mend="write it in UTF-8") from error
    decoded = _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), query)
    for text in {query, decoded}:
        words = _words(text)
        if "SERVICE" in words:
            raise RefusedError("SERVICE is refused", mend="a query may not reach another store")
        first = next((word for word in words if word in _UPDATES | _FORMS_OF_QUERY), "")
        if first in _UPDATES:
            raise RefusedError(f"{first} is refused", mend="a query only reads; to change the graph, run kg build")


def names(query: str) -> Iterator[tuple[int, str]]:
    """The prefixed names of a query, each with its offset in code points.

    >>> list(names("SELECT * { ?s rd:kind 'a:b' } # x:y"))
    [(14, 'rd:kind')]
    """
    return ((match.start(), match["name"]) for match in _TOKEN.finditer(query) if match["name"])


def _words(query: str) -> list[str]:
    """The bare words of a query in capitals: its keywords, without strings, comments and names."""
    return [match["word"].upper() for match in _TOKEN.finditer(query) if match["word"]]
