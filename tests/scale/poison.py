"""Documents that harm whoever reads them, by what their text begins with."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from kg import pipeline
from kg.model import Document
from kg.scale.batch import Digest

CRASH, HANG, FAULT, GREED, ONCE = "崩溃", "停住", "错误", "贪婪", "一次"


def digest(document: Document) -> Digest:
    """As the pipeline's, but for poisoned documents; :data:`ONCE` crashes at the first try alone."""
    word, _, rest = document.text.partition("\n")
    match word:
        case "崩溃":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "停住":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
            while True:
                pass
        case "错误":
            raise ZeroDivisionError("oh")
        case "贪婪":
            bytearray(1 << 40)
        case "一次":
            mark = Path(rest.split("\n")[0])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
    return pipeline.digest(document)
