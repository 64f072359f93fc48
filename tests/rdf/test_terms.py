"""Terms are written as Oxigraph writes them: what goes through it comes back the same."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.terms import day, en, named, number, plain, triple, whole, yes, zh

# All of Unicode but halves of surrogate pairs, which no UTF-8 file holds.
TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
EDGES = "".join(map(chr, [*range(0x100), 0x2028, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1FFFE]))


def rewritten(value: str) -> str:
    """The term after Oxigraph has read and written it."""
    line = f"{triple('urn:s', 'urn:p', value)} .\n"
    data = ox.serialize(ox.parse(line, format=ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return data.decode("utf-8").removeprefix("<urn:s> <urn:p> ").removesuffix(" .\n")


@given(TEXTS)
def test_texts(text: str) -> None:
    for term in (plain(text), zh(text), en(text)):
        assert rewritten(term) == term


@pytest.mark.parametrize("text", EDGES)
def test_each_odd_character(text: str) -> None:
    assert rewritten(plain(text)) == plain(text)
    (found,) = ox.parse(f"<urn:s> <urn:p> {plain(text)} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(found.object, ox.Literal)
    assert found.object.value == text


@given(st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_numbers(integer: int, value: Decimal) -> None:
    for term in (whole(integer), number(Decimal(integer)), number(value)):
        assert rewritten(term) == term
    assert number(Decimal(integer)) == whole(integer)


@pytest.mark.parametrize("term", [yes(), day("2024-02-29"), named("urn:o"), number(Decimal("99.50"))])
def test_other_terms(term: str) -> None:
    assert rewritten(term) == term
