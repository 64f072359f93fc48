"""The whole way: the same bytes from the same texts, and nothing lost or left half."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import CITY, HEADINGS, SENTENCES, documents, passages
from rdflib import Graph

import kg.store
from kg.divisions import divisions
from kg.errors import InputError
from kg.model import Body, Document, Place, Quantity, Work
from kg.pipeline import build, facts_of
from kg.rdf import files
from kg.rdf.facts import fact_iri
from kg.rdf.identity import document_iri, title_key
from kg.read import read_document
from kg.resources import seeds_dir
from kg.scale import assemble

ROOT = Path(__file__).parent.parent
SAME = ("graph.ttl", "graph.nq", "ledger.jsonl", "report.json")
BUILD = """import sys
from pathlib import Path
from kg.pipeline import build
build([Path(p) for p in sys.argv[2:]], Path(sys.argv[1]))"""
TEXTS = Path(__file__).parent / "gold" / "dev" / "texts"
COUNTY = "陇西县人大常委会2023年工作综述\n\n陇西县人大常委会认真履职。我县很好。\n县人大常委会圆满完成任务。\n"
STATE = (
    "恩施土家族苗族自治州人大常委会2023年工作综述\n\n恩施州人大常委会认真履职。我州很好。\n州人大常委会圆满完成任务。\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the seeds."""
    out = tmp_path_factory.mktemp("built") / "out"
    build([seeds_dir()], out)
    return out


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a build but those of the store and the cache, by its path in the folder."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not {"store", "cache"} & {*path.parts})
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


class TestSameBytes:
    """Whatever the order, the folder, the hash seed, the time zone, the language."""

    @pytest.mark.parametrize(
        ("seed", "zone", "language"), [("1", "Asia/Shanghai", "zh_CN.UTF-8"), ("4242", "America/Los_Angeles", "C")]
    )
    def test_in_another_process(self, built: Path, tmp_path: Path, seed: str, zone: str, language: str) -> None:
        copies = tmp_path / f"另一个 folder {seed}"
        shutil.copytree(seeds_dir(), copies)
        sources = sorted(copies.glob("*.txt"), reverse=seed == "1")
        out = tmp_path / "elsewhere" / "graph"
        place = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", BUILD, str(out), *map(str, sources)]
        run = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **place}, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        for name in SAME:
            assert (out / name).read_bytes() == (built / name).read_bytes(), name

    def test_a_second_build_into_the_same_folder(self, built: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        for _ in range(2):
            build([seeds_dir()], out)
        assert content(out) == content(built)

    def test_a_copy_of_a_document_adds_nothing(self, built: Path, tmp_path: Path) -> None:
        copies = tmp_path / "again"
        shutil.copytree(seeds_dir(), copies)
        build([seeds_dir(), copies], tmp_path / "out")
        assert content(tmp_path / "out") == content(built)


class TestCount:
    """Independent readers see the same triples."""

    def test_rapper_oxigraph_and_rdflib_agree(self, built: Path) -> None:
        path = built / "graph.ttl"
        rdflib = len(Graph().parse(path, format="turtle"))
        oxigraph = ox.Store()
        oxigraph.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
        command = ["rapper", "-c", "-i", "turtle", str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        assert rdflib == len(oxigraph) > 5000
        assert f"Parsing returned {rdflib} triples" in run.stderr

    def test_the_graph_is_the_union_of_the_documents(self, built: Path) -> None:
        quads = ox.Store()
        quads.bulk_load(path=str(built / "graph.nq"), format=ox.RdfFormat.N_QUADS)
        union = {quad.triple for quad in quads}
        merged = ox.Store()
        merged.bulk_load(path=str(built / "graph.ttl"), format=ox.RdfFormat.TURTLE)
        assert union == {quad.triple for quad in merged}
        assert len(set(quads.named_graphs())) == len(list(seeds_dir().glob("*.txt")))


class TestFailure:
    """What goes wrong leaves the last good build as it was."""

    @pytest.fixture
    def old(self, tmp_path: Path) -> Path:
        (tmp_path / "好.txt").write_text(f"{CITY}\n\n{SENTENCES[0]}\n", encoding="utf-8")
        out = tmp_path / "out"
        build([tmp_path / "好.txt"], out)
        return out

    @pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\x00\x01\x02\x00" * 40])
    def test_nothing_readable(self, old: Path, tmp_path: Path, data: bytes) -> None:
        before = content(old)
        (tmp_path / "坏.txt").write_bytes(data)
        with pytest.raises(InputError, match=r"坏\.txt"):
            build([tmp_path / "坏.txt"], old)
        assert content(old) == before
        assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]

    @pytest.mark.parametrize(
        ("module", "name"), [(assemble, "merge"), (assemble, "write_texts"), (files, "write"), (kg.store, "load")]
    )
    def test_a_failure_while_writing(
        self, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        before = content(old)
        monkeypatch.setattr(module, name, full)
        with pytest.raises(InputError, match="No space"):
            build([seeds_dir()], old)
        assert content(old) == before
        assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]

    def test_one_unreadable_file_is_listed_and_the_rest_goes_on(self, old: Path, tmp_path: Path) -> None:
        (tmp_path / "坏.txt").write_bytes(b"")
        report = build([tmp_path / "坏.txt", tmp_path / "好.txt", tmp_path / "无.txt"], tmp_path / "new")
        assert [Path(name).name for name, _ in report.skipped] == ["坏.txt", "无.txt"]
        assert all(reason for _, reason in report.skipped)
        assert (tmp_path / "new" / "graph.nq").read_bytes() == (old / "graph.nq").read_bytes()

    def test_sources_inside_the_output_folder(self, tmp_path: Path) -> None:
        folder = tmp_path / "texts" / "docs"
        folder.mkdir(parents=True)
        (folder / "好.txt").write_text(f"{CITY}\n\n{SENTENCES[0]}\n", encoding="utf-8")
        for paths in ([folder], [folder / "好.txt"], [tmp_path / "texts"], [seeds_dir(), folder]):
            with pytest.raises(InputError, match=r"inside the output folder .*docs.*choose another folder with -o"):
                build(paths, folder)
        build([tmp_path / "texts"], tmp_path / "texts" / "out")
        assert build([tmp_path / "texts"], tmp_path / "texts" / "out").documents == 1

    def test_a_folder_without_sources(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        with pytest.raises(InputError) as caught:
            build([tmp_path / "in"], tmp_path / "out")
        assert all(suffix in caught.value.what for suffix in (".txt", ".md", ".html", ".docx", ".pdf"))
        assert caught.value.where.endswith("in")

    def test_files_of_other_formats_are_left_aside(self, old: Path, tmp_path: Path) -> None:
        (tmp_path / "旧.rtf").write_text("x", encoding="utf-8")
        report = build([tmp_path], old)
        assert [Path(name).name for name in report.left_aside] == ["旧.rtf"]
        assert json.loads((old / "report.json").read_text(encoding="utf-8"))["left_aside"] == list(report.left_aside)

    def test_a_file_that_does_not_exist_is_no_progress(self, tmp_path: Path) -> None:
        seen: list[tuple[int, int, str]] = []
        (tmp_path / "好.txt").write_text(f"{CITY}\n\n{SENTENCES[0]}\n", encoding="utf-8")
        paths = [tmp_path / "0.txt", tmp_path / "好.txt"]
        report = build(paths, tmp_path / "out", lambda *step: seen.append(step))
        assert seen == [(1, 1, "好.txt")]
        assert [Path(name).name for name, _ in report.skipped] == ["0.txt"]

    def test_what_an_older_build_left_goes_and_the_readme_stays(self, old: Path) -> None:
        (old / "README.md").write_text("What lies here.\n", encoding="utf-8")
        texts = set((old / "texts").iterdir())
        build([seeds_dir()], old)
        assert (old / "README.md").read_text(encoding="utf-8") == "What lies here.\n"
        assert not texts & set((old / "texts").iterdir())


def named(value: object) -> str:
    """A role's value without what only tells where it was printed."""
    match value:
        case Work():
            return f"{named(value.place)}《{title_key(value.title, value.place.name)}》"
        case Body():
            return f"{named(value.place)} {value.label}"
        case Place():
            return value.name if value.redacted else value.key
        case Quantity():
            return value.verbatim
        case _:
            return str(value)


def said(document: Document) -> Counter[tuple[str, ...]]:
    """What a document's facts say, without offsets and identifiers."""
    return Counter(
        (fact.type, fact.kind, *(f"{role}={named(value)}" for role, value in fact.roles if role != "date"))
        for fact in facts_of(document).facts
    )


def renamed(facts: Counter[tuple[str, ...]], old: str, new: str) -> Counter[tuple[str, ...]]:
    """The same facts of another city: its name and its code in place of the old ones."""
    one, other = (divisions().named(f"{name}市")[0].key for name in (old, new))
    return Counter(tuple(role.replace(old, new).replace(one, other) for role in fact) for fact in facts.elements())


def doubled(text: str) -> Iterator[tuple[str, str]]:
    """A text, and the same with one paragraph printed twice: each that, as the one before it, ends a sentence."""
    lines = text.split("\n")
    full = [at for at, line in enumerate(lines) if line.strip()]
    for before, at in pairwise(full):
        if lines[before].endswith("。") and lines[at].endswith("。"):
            yield text, "\n".join([*lines[: at + 1], *lines[at:]])


def nodes(text: Document) -> set[str]:
    """The facts' nodes in the graph."""
    return {fact_iri(fact) for fact in facts_of(text).facts}


def document(text: str) -> Document:
    return Document("例.txt", text, "utf_8")


class TestMetamorphic:
    """What must not change when documents are joined, repeated or taken away."""

    @given(passages(), passages())
    @settings(max_examples=30, deadline=None)
    def test_joined_reports_say_what_they_say_apart(self, one: str, other: str) -> None:
        city, county = f"{CITY}\n{one}\n", f"{COUNTY}\n{other}\n"
        apart = said(document(city)) + said(document(county))
        assert said(document(f"{city}\n{county}")) == apart
        assert said(document(f"{county}\n{city}")) == apart

    @given(st.lists(st.sampled_from(SENTENCES + HEADINGS), min_size=1, max_size=6), st.integers(0, 5))
    @settings(max_examples=30, deadline=None)
    def test_a_repeated_line_adds_no_fact(self, lines: list[str], at: int) -> None:
        again = lines[at % len(lines)]
        twice = [line for line in lines for line in ([line, line] if line == again else [line])]
        assert nodes(document("\n".join([CITY, *twice, ""]))) == nodes(document("\n".join([CITY, *lines, ""])))

    @given(
        st.permutations((f"{CITY}\n{SENTENCES[0]}\n", f"{COUNTY}\n{SENTENCES[14]}\n", f"{STATE}\n{SENTENCES[12]}\n"))
    )
    @settings(max_examples=6, deadline=None)
    def test_reports_say_the_same_in_any_order(self, reports: list[str]) -> None:
        apart = [said(document(report)) for report in reports]
        assert all(apart)
        assert said(document("\n".join(reports))) == sum(apart, Counter())

    def test_a_paragraph_printed_twice_adds_no_fact(self) -> None:
        tried = [
            (path.name, *pair) for path in sorted(TEXTS.glob("*.txt")) for pair in doubled(read_document(path).text)
        ]
        assert len(tried) > 40
        for name, once, twice in tried:
            assert set(said(document(twice))) == set(said(document(once))), name

    # One of each place's kind and province: what its name decides, but the name, stays.
    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [("d01", "苏州", "南通"), ("d02", "绵阳", "德阳"), ("d03", "南宁", "柳州"), ("d10", "淮南", "淮北")],
    )
    def test_another_city_s_name_changes_names_only(self, name: str, old: str, new: str) -> None:
        text = read_document(TEXTS / f"{name}.txt").text
        assert text.count(old) > 2
        assert new not in text
        changed = facts_of(document(text.replace(old, new))).facts
        assert [(f.evidence.start, f.evidence.end, f.evidence.rule) for f in changed] == [
            (f.evidence.start, f.evidence.end, f.evidence.rule) for f in facts_of(document(text)).facts
        ]
        assert said(document(text.replace(old, new))) == renamed(said(document(text)), old, new)

    @given(
        st.lists(st.sampled_from(SENTENCES + HEADINGS), min_size=1, max_size=8),
        st.sampled_from(("长治", "临汾", "晋城", "朔州")),
    )
    @settings(max_examples=20, deadline=None)
    def test_any_city_s_name_changes_names_only(self, lines: list[str], new: str) -> None:
        whole = "\n".join([CITY, *lines, ""])
        assert said(document(whole.replace("大同", new))) == renamed(said(document(whole)), "大同", new)

    @pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
    def test_taking_a_document_away_takes_exactly_its_facts(self, built: Path, tmp_path: Path, start: str) -> None:
        (gone,) = seeds_dir().glob(f"{start}_*.txt")
        build(sorted(set(seeds_dir().glob("*.txt")) - {gone}), tmp_path / "out")
        graph = f"<{document_iri(read_document(gone))}> ."
        kept = [
            line for line in (built / "graph.nq").read_text(encoding="utf-8").splitlines() if not line.endswith(graph)
        ]
        assert (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8").splitlines() == kept

    @given(documents())
    @settings(max_examples=20, deadline=None)
    def test_reading_twice_gives_the_same(self, text: Document) -> None:
        assert facts_of(text) == facts_of(text)

    @given(documents())
    @settings(max_examples=30, deadline=None)
    def test_nothing_vanishes(self, text: Document) -> None:
        found = facts_of(text)
        proven = [(fact.evidence.start, fact.evidence.end) for fact in found.facts]
        noted = [(line.start, line.end) for line in found.missed]
        for line in SENTENCES[:6]:
            at = text.text.find(line)
            if at >= 0:
                assert any(s < at + len(line) and e > at for s, e in proven + noted), line
