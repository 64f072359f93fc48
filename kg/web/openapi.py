"""What the JSON routes take and give, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0); the file is beside it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg import __version__


@cache
def described() -> dict[str, Any]:
    """The description with the version of this installation.

    >>> "/api/neighbourhood" in described()["paths"]
    True
    """
    found: dict[str, Any] = json.loads(files("kg.web").joinpath("openapi.json").read_text(encoding="utf-8"))
    found["info"]["version"] = __version__
    return found


def page(_: Request) -> Response:
    """The description."""
    return JSONResponse(described())
