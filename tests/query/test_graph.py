from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import InputError, KgError, UsageError
from kg.query.network.facts import Quote
from kg.rdf.vocabulary import ID, RDC


def test_the_network_has_typed_and_labelled_nodes_and_edges(walks_out: Path) -> None:
    network = kg.open_graph(walks_out).network
    work = f"{ID}work/990100/ea6bbcbe756d43a6"
    assert type(network) is nx.MultiDiGraph
    assert network.nodes[work] == {"type": "LocalRegulation", "kind": "", "label": "云山市停车条例", "masked": False}
    assert network.edges[work, RDC + "parking", "topic"] == {"label": "topic (主题)", "derived": False}
    assert network.edges[f"{ID}body/990100/npcsc", work, "enacted"] == {"label": "enacted (制定)", "derived": True}


def test_evidence_is_an_attribute_of_its_fact(walks_out: Path) -> None:
    nodes = kg.open_graph(walks_out).network.nodes(data=True)
    (figure,) = (told for _, told in nodes if told["label"] == "参加活动")
    assert figure == {
        "type": "Statistic",
        "kind": "",
        "label": "参加活动",
        "masked": False,
        "when": "2023",
        "first": "2023-01-01",
        "last": "2023-12-31",
        "value": "6300–6399 人次 (6300多人次)",
        "evidence": (Quote("组织6300多人次", "yunshan.txt", 79, 88),),
    }
    assert not {told["type"] for _, told in nodes} & {"Evidence", ""}
    assert all("#char=" not in iri for iri in kg.open_graph(walks_out).network)


def test_the_network_holds_every_fact_once(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    facts = graph.sparql("SELECT DISTINCT ?fact { ?fact rd:evidence ?evidence }").rows
    assert sum("evidence" in told for _, told in graph.network.nodes(data=True)) == len(facts) == 22


def test_the_network_is_in_one_order_whatever_the_hash_seed(walks_out: Path) -> None:
    script = f"import kg; n = kg.open_graph({str(walks_out)!r}).network; print(list(n.nodes(data=True)), list(n.edges))"
    said = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert len(said[0]) > 5000


def test_rows_are_frozen_sequences_and_frames(walks_out: Path) -> None:
    rows = kg.open_graph(walks_out).rank("places", "steps")
    assert (len(rows), rows[0].name, rows[:2][1].name) == (4, "云山市", "白石市")
    with pytest.raises(AttributeError):
        rows[0].value = 9  # type: ignore[misc]
    frame = rows.frame()
    assert frame.columns.tolist() == ["rank", "name", "value", "iri"]
    assert frame.value.sum() == 10
    assert rows[:0].frame().columns.tolist() == ["rank", "name", "value", "iri"]


def test_without_pandas_it_says_what_to_install(walks_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    rows = kg.open_graph(walks_out).rank("places", "steps")
    with pytest.raises(KgError, match=r'^pandas is not installed; run pip install "renda-kg\[tables\]"$'):
        rows.frame()


def test_ask_and_sparql(sample_out: Path) -> None:
    graph = kg.open_graph(str(sample_out))
    answered = graph.ask("哪些城市制定了停车条例")
    assert (len(answered.rows), len(answered.near_misses)) == (5, len(answered.answer.near_misses))
    assert "云山市" in answered.rows.frame().place.tolist()
    found = graph.sparql("SELECT ?kind (COUNT(?step) AS ?n) { ?step rd:kind rdc:repeal, ?kind } GROUP BY ?kind")
    assert (found.columns, found.rows) == (("kind", "n"), (("rdc:repeal", "2"),))
    assert found.frame().n.tolist() == ["2"]
    with pytest.raises(UsageError, match="DELETE is refused"):
        graph.sparql("DELETE WHERE { ?s ?p ?o }")


def test_no_graph_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run kg build first"):
        kg.open_graph(tmp_path)


def test_kg_itself_loads_nothing_slow() -> None:
    script = "import sys, kg; print([name for name in ('pyoxigraph', 'networkx', 'pandas') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.strip() == b"[]"
    with pytest.raises(AttributeError, match="has no attribute 'open_graf'"):
        kg.open_graf  # type: ignore[attr-defined]  # noqa: B018


def test_showing_loads_no_networkx(walks_out: Path) -> None:
    script = f"import sys, kg; kg.open_graph({str(walks_out)!r}).show('云山市'); print('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.strip() == b"False"
