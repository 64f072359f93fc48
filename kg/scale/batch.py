"""What crosses the border between the build and its workers: sources go out, a sorted shard comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.model import Document


@dataclass(frozen=True, slots=True)
class Source:
    """A document not yet read: the bytes of a file, or (``form`` is not ``file``) its text in UTF-8.

    ``name`` becomes the document's name, ``where`` is what messages call it. ``form`` of a text is what held it
    (``jsonl``, ``parquet``). ``metadata`` is a JSON object or empty. ``key`` names the bytes together with the
    version of the rules: what has the same key gives the same facts.
    """

    name: str
    where: str
    data: bytes
    form: str = "file"
    metadata: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """All that a build keeps of a document's facts: ``quads`` are sorted N-Quads lines, ``ledger`` JSON lines.

    ``summary`` is the document's object in ``report.json``, ``kinds`` counts its facts by class and kind.
    """

    quads: tuple[bytes, ...]
    ledger: bytes
    summary: Mapping[str, object]
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a shard, or one that was set aside (``reason`` tells why, and all but ``key`` is empty).

    ``text`` is its text in UTF-8; ``summary`` and ``kinds`` are JSON. ``late`` is the time limit that was too short.
    """

    key: str
    name: str = ""
    sha256: str = ""
    text: bytes = b""
    ledger: bytes = b""
    summary: str = ""
    kinds: str = ""
    reason: str = ""
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Shard:
    """The facts of a batch: ``quads`` is a sorted N-Quads file; no two entries have one text.

    ``again`` has the keys of sources whose text another one in the batch has: they need a shard of their own.
    """

    quads: bytes
    entries: tuple[Entry, ...]
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A batch for a worker. ``seconds`` is what a document may take for each MiB it has begun, and
    ``most`` how many bytes it may have.

    ``digest`` must be a function that can be pickled by its name. ``version`` is that of the rules.
    """

    sources: tuple[Source, ...]
    digest: Callable[[Document], Digest]
    seconds: float
    version: str
    most: int
