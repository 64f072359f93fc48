from __future__ import annotations

import re
import shlex
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from kg.cli import app
from kg.errors import KgError, UsageError
from kg.query.named import NamedQuery, _load, named, queries
from kg.query.sparql import select, tabulate
from kg.rdf.vocabulary import ID, PREFIXES

WORKS = """
<step/1> rd:kind rdc:plan-listing ; rd:concerns <work/only-planned> .
<step/2> rd:kind rdc:plan-listing ; rd:concerns <work/read> .
<step/3> rd:kind rdc:first-reading ; rd:concerns <work/read> ; rd:year 2023 .
<step/4> rd:kind rdc:first-reading ; rd:concerns <work/enacted> .
<step/5> rd:kind rdc:adoption ; rd:concerns <work/enacted> .
<body/a> rd:enacted <work/enacted> ; rdfs:label "甲市人大常委会"@zh .
<step/1> a rd:LegislativeStep . <step/2> a rd:LegislativeStep . <step/3> a rd:LegislativeStep .
<step/4> a rd:LegislativeStep . <step/5> a rd:LegislativeStep .
<work/only-planned> rdfs:label "甲"@zh . <work/read> rdfs:label "乙"@zh . <work/enacted> rdfs:label "丙"@zh .
"""
FIGURES = "\n".join(
    f"<stat/{name}> a rd:Statistic ; rd:indicator rdc:i ; rd:about <body/a> ; rd:unit rdc:u ; rd:year {year} ; {told} ."
    for name, year, told in [
        ("3", 2023, 'rd:approximation rdc:exact ; schema:value 3 ; rd:verbatim "3件"'),
        ("4", 2023, 'rd:approximation rdc:exact ; schema:value 4 ; rd:verbatim "4件"'),
        ("5", 2024, 'rd:approximation rdc:exact ; schema:value 5 ; rd:verbatim "5件"'),
        ("more", 2023, 'rd:approximation rdc:more-than ; schema:value 2 ; rd:verbatim "2余件"'),
        ("masked", 2023, 'rd:approximation rdc:exact ; rd:redacted true ; rd:verbatim "xx件"'),
    ]
)


def given(value: str, kind: str) -> str:
    """Values that a shell or SPARQL could stumble over, one for each type."""
    hard = {"text": f'{value} "x" \\ }}', "label": f'{value}"\\n'}
    return {**hard, "integer": "-7", "code": "nation", "class": "Law"}[kind]


def test_there_are_enough_and_their_names_and_titles_differ() -> None:
    assert len(queries()) >= 14
    assert all(
        len({getattr(query, name) for query in queries()}) == len(queries()) for name in ("title_zh", "title_en")
    )
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", query.name) for query in queries())


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_a_query_runs_as_it_stands_elsewhere_and_in_the_store(query: NamedQuery, seeds_graph: Path) -> None:
    prepareQuery(query.text)
    table = tabulate(seeds_graph.parent, query.text)
    assert len(set(table.rows)) == len(table.rows)
    assert [row for row in table.rows if not any(row)] == []


def test_most_have_an_answer_in_the_seeds(seeds_graph: Path) -> None:
    without = {query.name for query in queries() if not tabulate(seeds_graph.parent, query.text).rows}
    assert without <= {"conflicting-figures", "plans-not-followed"}


@pytest.mark.parametrize(
    ("name", "column", "wanted"),
    [
        ("plans-not-followed", "work", ["work/only-planned"]),
        ("drafts-not-enacted", "work", ["work/read"]),
        ("conflicting-figures", "one", ["stat/3"]),
    ],
)
def test_what_one_does_not_say_is_found(name: str, column: str, wanted: list[str]) -> None:
    store = ox.Store()
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
    store.load((f"@base <{ID}> .\n{head}" + WORKS + FIGURES).encode(), format=ox.RdfFormat.TURTLE)
    assert [row[column] for row in select(store, named(name).text)] == [ID + iri for iri in wanted]


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_the_example_is_a_command_with_a_value_for_a_parameter(query: NamedQuery, seeds_graph: Path) -> None:
    _, command, name, *arguments = shlex.split(query.example)
    params = app.commands[command].make_context(command, [name, *arguments]).params
    assert (command, params["name"], bool(params["given"])) == ("query", query.name, bool(query.parameters))
    filled = query.filled(params["given"])
    assert bool(tabulate(seeds_graph.parent, filled).columns)


@pytest.mark.parametrize("query", [query for query in queries() if query.parameters], ids=lambda query: query.name)
def test_a_value_takes_the_place_of_the_default_and_is_quoted(query: NamedQuery) -> None:
    for parameter in query.parameters:
        value = given("x", parameter.type)
        filled = query.filled([(parameter.name, value)])
        prepareQuery(filled)
        assert filled.count(f"VALUES ?{parameter.name} {{") == 1
        assert f"{{ {parameter.default} }}" not in filled
        assert filled.partition("\n\n")[0] == query.text.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([("topics", "dogs")], "enacted-on-topic: has no parameter 'topics'; it has topic, kind"),
        ([("topic", "dogs }")], "'dogs }' is no value of topic; give a code of"),
        ([("topic", "rd:dogs")], "is no value of topic"),
        ([("topic", "parkng")], "there is no code 'parkng'; did you mean parking"),
        ([("topic", "q")], "there is no code 'q'; ontology/codes.ttl has all"),
        ([("topic", "")], "is no value of topic"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(values: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        named("enacted-on-topic").filled(values)


def test_a_query_without_parameters_takes_none() -> None:
    with pytest.raises(UsageError, match="it has none"):
        named("coverage").filled([("year", "2023")])


def test_an_unknown_name_is_answered_with_one_like_it() -> None:
    with pytest.raises(UsageError, match="did you mean coverage"):
        named("coverages")
    with pytest.raises(UsageError, match="there is no query 'zzz'; kg query --list"):
        named("zzz")


HEADER = "# title-zh: 甲\n# title-en: A\n# description: B.\n# example: kg query a\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER.replace("# example: kg query a\n", "") + "\nASK {}", "its header"),
        (HEADER + "# title-en: again\n\nASK {}", "its header"),
        (HEADER + "# titel: A\n\nASK {}", "its header"),
        (HEADER + "# no key\n\nASK {}", "its header"),
        (HEADER + "# parameter: topic code: a topic\n\nASK {}", "its parameter 'topic code: a topic'"),
        (HEADER + "# parameter: topic cod: a topic\n\nASK {\n  VALUES ?topic { rdc:a }\n}", "its parameter"),
        (HEADER + "# parameter: topic\n\nASK {}", "its parameter 'topic'"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.rq").write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=f"a.rq: {said}"):
        _load(tmp_path)
