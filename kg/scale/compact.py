"""Small shards → fewer large ones: each build that finds something new adds a shard, and each is a file to merge."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg.scale.cache import Cache
from kg.scale.merge import Run, blocks

SMALL = 25
MANY = 64
FULL = 100


def compact(cache: Cache) -> None:
    """Write the shards with few documents of now together, if they are many; what is not of now is left behind."""
    rows = cache.index.execute(
        "SELECT shard, COUNT(*) AS documents FROM current GROUP BY shard HAVING documents <= ? ORDER BY shard", (SMALL,)
    )
    small = [shard for shard, _ in rows]
    if len(small) < MANY:
        return
    for group in _groups(cache, small):
        _join(cache, group)
    cache.index.commit()


def _groups(cache: Cache, shards: list[str]) -> Iterator[dict[str, list[tuple[str, str]]]]:
    """Shards to be joined, each with its documents (key, doc16) of now: no text is in two of a group."""
    group: dict[str, list[tuple[str, str]]] = {}
    texts: set[str] = set()
    for shard in shards:
        held = cache.index.execute("SELECT key, doc16 FROM current WHERE shard = ? ORDER BY key", (shard,)).fetchall()
        new = {doc16 for _, doc16 in held}
        if group and (new & texts or len(texts) + len(new) > FULL):
            yield group
            group, texts = {}, set()
        group[shard] = held
        texts |= new
    if len(group) > 1:
        yield group


def _join(cache: Cache, group: dict[str, list[tuple[str, str]]]) -> None:
    runs = [Run(cache.shard(name), frozenset(doc16.encode() for _, doc16 in held)) for name, held in group.items()]
    keys = sorted(key for held in group.values() for key, _ in held)
    name = hashlib.sha256("".join(keys).encode()).hexdigest()[:16]
    cache.write_shard(name, (line for block in blocks(runs) for line in block), len(keys))
    cache.index.executemany("UPDATE document SET shard = ? WHERE key = ?", ((name, key) for key in keys))
