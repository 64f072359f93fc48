from __future__ import annotations

from pathlib import Path

import pytest
from sample import build_sample


@pytest.fixture(scope="session")
def sample_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build folder of the sample graph."""
    return build_sample(tmp_path_factory.mktemp("sample") / "out")
