"""Questions answered where they can be ended: in a process of the runner, no longer than a query may take."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.types import Receive

from kg.query.ask import Answer, ask
from kg.query.runner import Limits, Runner, Stop
from kg.web.catalogue import Catalogue
from kg.web.waiting import unless_gone

# An ordinary question takes less: who comes while all processes are busy waits so long before being told to come again.
_WAIT = 1.0
_KEPT = 32


class Asking:
    """Answers questions on the build folder ``out`` by ``runner``, each within ``limits``.

    The last answers are remembered as long as their graph is the one that is shown.
    """

    def __init__(self, out: Path, runner: Runner, limits: Limits) -> None:
        self._out = out
        self._runner = runner
        self._limits = replace(limits, wait=_WAIT)
        self._graph: Catalogue | None = None
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    async def answer(self, receive: Receive, graph: Catalogue, text: str) -> Answer:
        """The answer of ``text``, whose rows are shown by ``graph``; it ends when the client behind ``receive`` goes.

        Raises as :func:`kg.query.ask.ask` and :meth:`kg.query.runner.Runner.run` do.
        """
        if self._graph is not graph:
            self._graph, self._kept = graph, OrderedDict()
        kept = self._kept
        if text not in kept:
            kept[text] = await unless_gone(receive, partial(self._ask, text))
            if len(kept) > _KEPT:
                kept.popitem(last=False)
        kept.move_to_end(text)
        return kept[text]

    def _ask(self, text: str, stop: Stop) -> Answer:
        return self._runner.run(partial(ask, self._out, text), self._limits, stop)
