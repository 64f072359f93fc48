"""The files of the build and of the ontology, to download; no others."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from kg.resources import ontology_dir
from kg.web.desk import desk_of

FILES = {
    "graph.ttl": "text/turtle",
    "graph.nq": "application/n-quads",
    "report.json": "application/json",
    "ledger.jsonl": "application/jsonl",
}
ONTOLOGY = {"renda.ttl": "text/turtle", "codes.ttl": "text/turtle", "shapes.ttl": "text/turtle"}


def page(request: Request) -> Response:
    """A file by its name in one of the tables; any other name is not found."""
    name = str(request.path_params["name"])
    out: Path = desk_of(request).catalogue.out
    for folder, names in ((out, FILES), (ontology_dir(), ONTOLOGY)):
        if name in names and (folder / name).is_file():
            return FileResponse(folder / name, media_type=names[name], filename=name)
    raise HTTPException(404)
