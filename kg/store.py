"""The embedded store: the graph's quads on disk, ready for SPARQL.

Each document's named graph is kept as it is, and the default graph holds their union *without
repetition*: two documents that state one fact are one solution of a query, as in any triple store
that holds ``graph.ttl``. (Oxigraph's own union of named graphs repeats such a solution.)
"""

from __future__ import annotations

import os
import shutil
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError

STORE = "store"
TEXTS = "texts"
GRAPH = "graph.ttl"
QUADS = "graph.nq"
_LOADED = 32 * 1024 * 1024
_FILES = (".nq", ".ttl", ".nt", ".trig")
_FILES_NAMED = ".nq, .ttl, .nt or .trig"


def create(store_dir: Path, nq_path: Path) -> int:
    """Load the N-Quads file ``nq_path`` into a new store at ``store_dir``; return its number of triples.

    The store is made under a temporary name and renamed, so ``store_dir`` is whole or absent.
    Raises :class:`~kg.errors.InputError` when ``nq_path`` is unreadable or no N-Quads, and OSError when the store
    cannot be written.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> quads = "<urn:s> <urn:p> <urn:o> <urn:g1> .\\n<urn:s> <urn:p> <urn:o> <urn:g2> .\\n"
    >>> _ = (folder / "graph.nq").write_text(quads)
    >>> create(folder / "store", folder / "graph.nq")
    1
    """
    load(store_dir, nq_path)
    return sum(1 for _ in open_read_only(store_dir).quads_for_pattern(None, None, None, ox.DefaultGraph()))


def load(store_dir: Path, nq_path: Path, nt_path: Path | None = None, threads: int = 1) -> None:
    """Do as :func:`create` does, but count nothing, in so many threads.

    ``nt_path`` has the triples of all graphs as N-Triples, each once, for whom has them already.
    Raises OSError when the store cannot be written.
    """
    partial = store_dir.with_name(store_dir.name + ".part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        _fill(partial, nq_path, nt_path, threads)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        # Python's own errors name a file; those of the store are about the disk.
        if error.filename is None:
            raise
        raise InputError(f"cannot be loaded ({error})", nq_path, "run kg build again") from error
    except (SyntaxError, ValueError) as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise InputError(f"cannot be loaded ({error})", nq_path, "run kg build again") from error
    shutil.rmtree(store_dir, ignore_errors=True)
    partial.rename(store_dir)


def _fill(store_dir: Path, nq_path: Path, nt_path: Path | None, threads: int) -> None:
    store = ox.Store(str(store_dir))
    _load(store, nq_path, ox.RdfFormat.N_QUADS, threads)
    if nt_path is None:
        quads = ox.parse(path=nq_path, format=ox.RdfFormat.N_QUADS)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    else:
        _load(store, nt_path, ox.RdfFormat.N_TRIPLES, threads)
    store.optimize()
    store.flush()


def _load(store: ox.Store, path: Path, form: ox.RdfFormat, threads: int) -> None:
    """Load a file of lines, a block in each thread: the loader keeps all it is given at once in memory."""
    with path.open("rb") as file, ThreadPoolExecutor(threads) as pool:
        blocks = iter(lambda: file.read(_LOADED) + file.readline(), b"")
        under_way = deque(pool.submit(store.bulk_load, block, form) for block in islice(blocks, threads))
        while under_way:
            under_way.popleft().result()
            under_way += [pool.submit(store.bulk_load, block, form) for block in islice(blocks, 1)]


def change(old: Path, new: Path, gone: bytes, come: bytes) -> None:
    """Make ``new`` the store ``old`` without some statements and with others, both given as N-Quads.

    The files of a store that hold its data are never written again, so ``new`` shares them with ``old``, which stays
    as it is. Raises OSError or ValueError when ``old`` is no store or ``new`` cannot be written.
    """
    new.mkdir()
    for file in sorted(old.iterdir()):
        if file.suffix == ".sst":
            os.link(file, new / file.name)
        elif file.name not in ("LOCK", "LOG"):
            shutil.copyfile(file, new / file.name)
    store = ox.Store(str(new))
    graphs: dict[ox.NamedNode, None] = {}
    for quad in ox.parse(gone, format=ox.RdfFormat.N_QUADS):
        store.remove(quad)
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs[quad.graph_name] = None
    store.extend(ox.parse(come, format=ox.RdfFormat.N_QUADS))
    for graph in graphs:
        if next(store.quads_for_pattern(None, None, None, graph), None) is None:
            store.remove_graph(graph)
    store.flush()


def open_read_only(store_dir: Path) -> ox.Store:
    """The store at ``store_dir``, for reading only; any number of readers may have it open.

    Raises :class:`~kg.errors.InputError` when there is none or it cannot be opened.

    >>> open_read_only(Path("nowhere/store"))
    Traceback (most recent call last):
    kg.errors.InputError: no graph in nowhere; run kg build first
    """
    if not (store_dir / "CURRENT").is_file():
        raise InputError(f"no graph in {store_dir.parent}", mend="run kg build first")
    try:
        return ox.Store.read_only(str(store_dir))
    except (OSError, RuntimeError) as error:
        raise InputError(f"cannot be opened ({error})", store_dir, "run kg build again") from error


def open_graph(out: Path) -> ox.Store:
    """The store of the build folder ``out``; raises as :func:`open_read_only` does.

    >>> open_graph(Path("nowhere"))
    Traceback (most recent call last):
    kg.errors.InputError: no graph in nowhere; run kg build first
    """
    return open_read_only(out / STORE)


def graph_file(out: Path) -> Path:
    """The Turtle file of the build folder ``out``; raises :class:`~kg.errors.InputError` when there is none.

    >>> graph_file(Path("nowhere"))
    Traceback (most recent call last):
    kg.errors.InputError: no graph in nowhere; run kg build first
    """
    path = out / GRAPH
    if not path.is_file():
        raise InputError(f"no graph in {out}", mend="run kg build first")
    return path


def open_any(path: Path) -> ox.Store:
    """The store of a build folder, or a graph's file (.nq, .ttl, .nt, .trig) in memory, its named graphs made one.

    Raises :class:`~kg.errors.InputError` when there is no graph, or the file cannot be read as one.

    >>> open_any(Path("nowhere.pdf"))
    Traceback (most recent call last):
    kg.errors.InputError: nowhere.pdf: is no graph; name a build folder or a file ending in .nq, .ttl, .nt or .trig
    """
    form = ox.RdfFormat.from_extension(path.suffix[1:])
    if path.is_dir() or not path.suffix:
        return open_graph(path)
    if path.suffix not in _FILES or form is None:
        raise InputError("is no graph", path, f"name a build folder or a file ending in {_FILES_NAMED}")
    store = ox.Store()
    try:
        store.bulk_extend(
            ox.Quad(quad.subject, quad.predicate, quad.object) for quad in ox.parse(path=path, format=form)
        )
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", path, "give a graph that kg wrote") from error
    return store
