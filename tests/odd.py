"""The sample graph with texts that formats find hard to hold: control characters, formulas, markup."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from sample import build_sample

from kg.rdf.vocabulary import ID, PREFIXES
from kg.store import create

ODD_TEXT = "=SUM(A1)\t“引”\r\n第一\x0b条\u2028\x01；\x85𠀀"
ODD_LABEL = "@cmd _x0041_ 'a' <b> & ]]>"
_ODD = f"""
<{ID}stat/0> a rd:Statistic ; rdfs:label "{ODD_LABEL}"@zh ; rd:about <{ID}body/990100/npcsc> ; rd:year 2021 ;
  schema:value 99.5 ; rd:unit rdc:unit-percent ; rd:approximation rdc:exact ; rd:verbatim "-1" ;
  rd:evidence <{ID}doc/0#char=0,9> .
<{ID}stat/1> a rd:Statistic ; rdfs:label "xx"@zh ; rd:about <{ID}body/990100/npcsc> ; rd:year 2021, 2022 ;
  rd:redacted true ; rd:unit rdc:unit-jian ; rd:evidence <{ID}doc/0#char=0,9> .
<{ID}doc/0#char=0,9> a rd:Evidence ; oa:start 0 ; oa:end 9 ; rd:inDocument <{ID}doc/0> .
<{ID}doc/0> a rd:SourceDocument ; dcterms:identifier "+odd.txt" .
"""


def build_odd(out: Path) -> Path:
    """Write the graph's files and store into ``out``; return it."""
    build_sample(out)
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    graph = ox.NamedNode(f"{ID}doc/0")
    quads = set(ox.parse(path=out / "graph.nq", format=ox.RdfFormat.N_QUADS))
    for quad in ox.parse((head + _ODD).encode(), format=ox.RdfFormat.TURTLE):
        quads.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    evidence = ox.NamedNode(f"{ID}doc/0#char=0,9")
    quads.add(ox.Quad(evidence, ox.NamedNode(f"{PREFIXES['oa']}exact"), ox.Literal(ODD_TEXT), graph))
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert lines is not None
    (out / "graph.nq").write_bytes(b"".join(sorted(lines.splitlines(keepends=True))))
    triples = sorted({quad.triple for quad in quads}, key=str)
    ox.serialize(triples, str(out / "graph.ttl"), ox.RdfFormat.TURTLE)
    create(out / "store", out / "graph.nq")
    return out
