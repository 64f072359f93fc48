"""The reference says what the code and the ontology say."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import html

from kg.cli import app
from kg.rdf.vocabulary import RD
from kg.reference.__main__ import PAGES
from kg.reference.interface import public, resolved

DOCS = Path(__file__).parent.parent.parent / "docs"
ONTOLOGY = DOCS.parent / "ontology"


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_made_from_the_code_as_it_is(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), f"docs/{name} is old; run: make reference"


@pytest.mark.parametrize("name", sorted(app.commands))
def test_every_option_of_every_command_stands_in_it(name: str) -> None:
    text = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    (part,) = re.findall(rf"^## kg {name}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    options = [max(one.opts, key=len) for one in app.commands[name].params if one.param_type_name == "option"]
    assert [option for option in options if not re.search(rf"^\| `[^`]*{option}\b", part, re.MULTILINE)] == []


def test_every_public_name_is_there_and_has_a_docstring() -> None:
    names = [name for names in public().parts.values() for name in names]
    assert len(names) == len(set(names)) > 25
    assert [name for name in names if not inspect.getdoc(resolved(name))] == []
    import kg

    assert {f"kg.{name}" for name in kg.__all__ if name != "__version__"} - set(names) == set()


def test_every_error_is_public() -> None:
    import kg.errors

    errors = [f"kg.errors.{name}" for name, thing in vars(kg.errors).items() if inspect.isclass(thing)]
    own = [name for name in errors if resolved(name).__module__ == "kg.errors"]
    assert list(public().parts["Errors"]) == own


def test_every_term_code_and_shape_stands_in_both_pages() -> None:
    text = (DOCS / "reference" / "ontology.md").read_text(encoding="utf-8")
    page = html.document_fromstring((DOCS / "ontology.html").read_text(encoding="utf-8"))
    anchors = set(page.xpath("//@id"))
    for file in ("renda.ttl", "codes.ttl"):
        quads = ox.parse(path=str(ONTOLOGY / file), format=ox.RdfFormat.TURTLE)
        names = {re.split(r"[#/]", quad.subject.value)[-1] for quad in quads if quad.subject.value != RD[:-1]}
        assert len(names) > 50
        told = set(re.findall(r"^(?:\| `rdc?:|### )([\w-]+)", text, re.MULTILINE))
        assert names - told == set()
        assert {name for name in names if not {name, f"code-{name}", f"list-{name}"} & anchors} == set()
    shapes = (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8")
    said = set(re.findall(r'sh:message "(.*)" ?[.;]?$', shapes, re.MULTILINE))
    assert len(said) > 20
    shown = {item.text_content() for item in page.xpath("//section[last()]//li")}
    assert said - shown == set()


def test_the_page_of_the_ontology_needs_nothing_else() -> None:
    text = (DOCS / "ontology.html").read_text(encoding="utf-8")
    page = html.document_fromstring(text)
    assert page.xpath("//script | //link | //img | //@src | //@style") == []
    links = page.xpath("//@href")
    assert {link[1:] for link in links if link.startswith("#")} - set(page.xpath("//@id")) == set()
    assert [link for link in links if not link.startswith("#")] == []
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))
