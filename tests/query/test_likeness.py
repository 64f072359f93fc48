from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import UsageError

# Four places have traits. One place alone has a trait of weight ln 5, two share one of ln 3, three one of ln 7/3.
ALONE, BOTH, THREE = math.log(5), math.log(3), math.log(7 / 3)


def test_what_two_places_share_by_all_they_have(walks_out: Path) -> None:
    found = kg.open_graph(walks_out).similar("云山市")
    assert [(one.place.partition(" ")[0], one.shared) for one in found] == [
        (
            "青河市",
            (
                "dog keeping (养犬)",
                "dog keeping (养犬): first reading (一审)",
                "parking (停车): second reading (二审)",
                "“代表接待日”",
                "parking (停车)",
            ),
        ),
        ("xx市", ("parking (停车)",)),
    ]
    shared = 4 * BOTH + THREE
    # Beside them 云山市 has an adoption, an approval and a station that no other has.
    assert found[0].score == round(shared / (shared + 3 * ALONE), 4)


def test_by_programmes_or_legislation_alone(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    assert [one.shared for one in graph.similar("云山市", "programmes")] == [("“代表接待日”",)]
    assert all("“" not in trait for one in graph.similar("云山市", "legislation") for trait in one.shared)
    assert len(graph.similar("独山市")) == 0
    with pytest.raises(UsageError, match=r"^--by: likeness is not measured by 'x'; take one of all, legislation, prog"):
        graph.similar("云山市", "x")


def test_likeness_is_mutual(walks_out: Path) -> None:
    graph = kg.open_graph(walks_out)
    assert [one.score for one in graph.similar("青河市") if one.place == "云山市"] == [graph.similar("云山市")[0].score]


def test_a_rejected_step_is_no_trait(walks_out: Path) -> None:
    from kg.query.network.likeness import traits_of_places
    from kg.query.network.reader import Reader
    from kg.store import open_graph

    traits = traits_of_places(Reader(open_graph(walks_out)), "legislation")
    assert {trait for own in traits.values() for trait in own if "消防" in trait} == {"fire safety (消防)"}


def test_communities(walks_out: Path) -> None:
    (found,) = kg.open_graph(walks_out).communities("programmes")
    assert (found.number, found.size, found.places, found.binding) == (
        1,
        2,
        ("云山市", "青河市"),
        ("“代表接待日” × 2",),
    )


def test_communities_of_the_seeds_are_the_same_whatever_the_hash_seed(seeds_graph: Path) -> None:
    script = f"import kg\nfor one in kg.open_graph({str(seeds_graph.parent)!r}).communities(): print(one)"
    said = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
    assert said[0].count(b"Community(") > 2
