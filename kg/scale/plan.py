"""How a build is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.read import MAX_BYTES

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """Read in so many processes (``jobs``), or on a dask ``scheduler`` (its address, or ``local``: one of our own).

    What is found is kept in ``cache`` (None: ``cache`` in the build's folder) for the next build; ``force`` forgets
    it. A document may take ``time_limit`` seconds for each MiB it has begun, and have ``max_size`` MiB.
    Raises UsageError for numbers below.

    >>> Plan(jobs=0)
    Traceback (most recent call last):
    kg.errors.UsageError: 0 jobs do nothing; give 1 or more
    """

    jobs: int = 1
    scheduler: str | None = None
    cache: Path | None = None
    force: bool = False
    time_limit: float = 60.0
    max_size: int = MAX_BYTES // MIB

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise UsageError(f"{self.jobs} jobs do nothing", mend="give 1 or more")
        if self.time_limit <= 0:
            raise UsageError("a time limit of 0 leaves everything out", mend="give more seconds")
        if self.max_size < 1:
            raise UsageError("a size of 0 leaves everything out", mend="give 1 MiB or more")

    @property
    def max_bytes(self) -> int:
        """How many bytes a document may have."""
        return self.max_size * MIB
