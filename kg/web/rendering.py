"""Pages out of templates: everything is escaped, and a name a template does not have is an error."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from kg import __version__
from kg.web.desk import COOKIE, Desk
from kg.web.links import page_of, with_query
from kg.web.wording import LANGUAGES

_YEAR = 31_536_000
_SECTIONS = ("browse", "compare", "figures", "conflicts", "query", "about")


def render(desk: Desk, template: str, code: int = 200, **values: Any) -> Response:
    """A page out of a template of ``templates/``, in the reader's language, which is remembered if it was chosen."""
    other = next(name for name in LANGUAGES if name != desk.wording.language)
    text = (
        _environment()
        .get_template(template)
        .render(
            desk=desk,
            w=desk.wording,
            t=desk.wording.texts,
            still=desk.settings.still,
            assets=desk.settings.assets,
            sections=[name for name in _SECTIONS if not desk.settings.still or name != "query"],
            other=desk.in_language(other),
            **values,
        )
    )
    response = HTMLResponse(text, code, headers={"Vary": "Accept, Cookie", "Cache-Control": "no-cache"})
    if desk.chosen:
        response.set_cookie(COOKIE, desk.wording.language, max_age=_YEAR, httponly=True, samesite="lax")
    return response


class _Environment(Environment):
    """Templates in which ``t.thing.values`` is the text of that name, not the method of the table it stands in."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute) if isinstance(obj, dict) else super().getattr(obj, attribute)


@cache
def _environment() -> Environment:
    folder = str(files("kg.web").joinpath("templates"))
    made = _Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(page_of=page_of, with_query=with_query, version=__version__)
    return made
