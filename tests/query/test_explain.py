from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sample import HEADING, STEPS, TEXTS

from kg.errors import InputError, UsageError
from kg.query.explain import around, expand, explain
from kg.rdf.vocabulary import ID

STEP = STEPS[0]


def test_a_fact_with_its_sentences(sample_out: Path) -> None:
    found = explain(sample_out, STEP.iri)
    assert (found.classes, found.kinds) == (("rd:LegislativeStep",), ("rdc:enactment",))
    assert ("rd:year", "2023") in found.values
    first, second = found.proofs
    assert first.before + first.quote + first.after == "2023年，xx市人大常委会制定出台了《xx市停车场条例》。"
    assert TEXTS[first.document][first.start : first.end] == first.quote == STEP.quote
    assert second.before + second.quote + second.after == "停车场条例制定后效果良好。"
    assert (first.document, first.report) == ("volume.txt", HEADING)


def test_only_the_rule_of_the_fact_is_named(sample_out: Path) -> None:
    assert explain(sample_out, STEP.iri).proofs[0].rules == ("step.enactment",)


@pytest.mark.parametrize(
    "name", [STEP.iri, f"<{STEP.iri}>", STEP.iri.removeprefix(ID), " /" + STEP.iri.removeprefix(ID)]
)
def test_an_iri_may_be_shortened(sample_out: Path, name: str) -> None:
    assert explain(sample_out, name).iri == STEP.iri


def test_what_is_no_fact_leads_to_the_facts(sample_out: Path) -> None:
    place = explain(sample_out, "division/990100")
    assert (place.label, place.proofs) == ("云山市", ())
    assert set(place.facts) == {step.iri for step in STEPS if step.place == "990100"}
    assert STEP.iri in explain(sample_out, STEP.work).facts


@pytest.mark.parametrize("name", ["event/adoption/0000000000000000", "a> ?x ?y } #", "urn:%zz", "http://example.org/x"])
def test_an_unknown_iri_says_what_to_do(sample_out: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"nothing in .* is called .*kg ask --format json"):
        explain(sample_out, name)


@pytest.mark.parametrize("name", ["", " \u3000"])
def test_an_empty_iri_is_called_so(sample_out: Path, name: str) -> None:
    with pytest.raises(UsageError, match="the IRI is empty; take an IRI that kg ask"):
        explain(sample_out, name)


def test_without_the_text_the_quote_is_still_shown(sample_out: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(sample_out, out)
    shutil.rmtree(out / "texts")
    proof = explain(out, STEP.iri).proofs[0]
    assert (proof.before, proof.quote, proof.after) == ("", STEP.quote, "")


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("甲。乙丙丁。戊", "丙", ("乙", "丁。")),
        ("甲。乙丙。丁", "乙丙。", ("", "")),
        ("甲乙", "甲乙", ("", "")),
        ("甲\n  乙丙\n丁", "丙", ("乙", "")),
        ("甲。乙\n丙。丁", "乙\n丙", ("", "。")),
    ],
)
def test_around(text: str, quote: str, expected: tuple[str, str]) -> None:
    start = text.index(quote)
    assert around(text, start, start + len(quote)) == expected


def test_expand_leaves_other_iris_alone() -> None:
    assert expand("https://example.org/a:b") == "https://example.org/a:b"
    assert expand("rdc:adoption").endswith("/code/adoption")
