"""Statements as the lines of N-Triples they become: strings, for a document has hundreds and a corpus billions.

A :data:`Triple` is a line without its full stop. Terms are written as Oxigraph writes them, so that a file made of
these lines is the same, byte for byte, as one that went through its parser.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kg.rdf.vocabulary import XSD

Triple = str

# What N-Triples cannot hold as it is; of the escapes with a name, Oxigraph uses these.
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_NAMED = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BOOLEAN, _DATE, _DECIMAL, _INTEGER = (f'"^^<{XSD}{name}>' for name in ("boolean", "date", "decimal", "integer"))


def triple(subject: str, predicate: str, value: str) -> Triple:
    """One statement: two IRIs and a term.

    >>> triple("urn:s", "urn:p", named("urn:o"))
    '<urn:s> <urn:p> <urn:o>'
    """
    return f"<{subject}> <{predicate}> {value}"


def named(iri: str) -> str:
    """An IRI as a term. It is not checked: all IRIs of a graph are minted by :mod:`kg.rdf.identity`."""
    return f"<{iri}>"


def plain(text: str) -> str:
    r"""A text without a language.

    >>> plain("人\n大")
    '"人\\n大"'
    """
    return f'"{_escaped(text)}"'


def zh(text: str) -> str:
    """A Chinese text.

    >>> zh("人大")
    '"人大"@zh'
    """
    return f'"{_escaped(text)}"@zh'


def en(text: str) -> str:
    """An English text."""
    return f'"{_escaped(text)}"@en'


def whole(value: int) -> str:
    """An integer.

    >>> whole(12)
    '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f'"{value}{_INTEGER}'


def number(value: Decimal) -> str:
    """A number: xsd:integer when whole, else xsd:decimal in its shortest form.

    >>> number(Decimal("6300")) == whole(6300), number(Decimal("99.50"))
    (True, '"99.5"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    if value == value.to_integral_value():
        return whole(int(value))
    return f'"{value.normalize():f}{_DECIMAL}'


def yes() -> str:
    """The truth value true.

    >>> yes()
    '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    """
    return f'"true{_BOOLEAN}'


def day(iso: str) -> str:
    """A full day, given as in ISO 8601.

    >>> day("2024-02-03")
    '"2024-02-03"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return f'"{iso}{_DATE}'


def _escaped(text: str) -> str:
    return _ESCAPED.sub(_escape, text) if _ESCAPED.search(text) else text


def _escape(match: re.Match[str]) -> str:
    return _NAMED.get(match[0]) or f"\\u{ord(match[0]):04X}"
