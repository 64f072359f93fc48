from __future__ import annotations

from pathlib import Path

import pytest
from odd import build_odd


@pytest.fixture(scope="session")
def seeds_out(seeds_graph: Path) -> Path:
    """The build folder of the seed documents."""
    return seeds_graph.parent


@pytest.fixture(scope="session")
def odd_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the sample with odd texts."""
    return build_odd(tmp_path_factory.mktemp("odd") / "out")


@pytest.fixture(scope="session", params=["seeds_out", "odd_out"])
def out(request: pytest.FixtureRequest) -> Path:
    """One build folder after the other."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Path)
    return found
