"""How the time of a function grows with its input: on a machine of any speed, however busy."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

# Four times the input in eight times the time is linear with room; squared it would be sixteen. Less than FLOOR
# seconds tell nothing.
LARGER = 4
GROWTH = 8.0
FLOOR = 0.1


def spent(call: Callable[[], object]) -> float:
    """The seconds of the processor that a call takes, without those of the collector: they are of all that is held."""
    gc.disable()
    try:
        begun = time.process_time()
        call()
        return time.process_time() - begun
    finally:
        gc.enable()


def grows(run: Callable[[str], object], unit: str, length: int, growth: float = GROWTH) -> str:
    """How the time grows on ``unit`` repeated, where that is faster than its length; else empty.

    Measured again before it is said: a processor shared with others slows down now and then.
    """
    said = ""
    for _ in range(3):
        text = unit * (LARGER * length // len(unit) + 1)
        large = spent(lambda text=text: run(text[: LARGER * length]))  # type: ignore[misc]
        if large < FLOOR:
            return ""
        small = spent(lambda text=text: run(text[:length]))  # type: ignore[misc]
        if large < FLOOR + growth * small:
            return ""
        said = f"{unit!r}: {small:.3f} s, {LARGER} times as long {large:.3f} s"
    return said
