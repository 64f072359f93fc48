"""Every frame's own examples: what it must find, and what it must leave alone."""

from __future__ import annotations

import pytest

from kg.extract.frames import Example, Frame, grammar
from kg.workshop.examples import fault_of, fault_of_counter


def cases(counter: bool) -> list[object]:
    found = []
    for frame in grammar().frames:
        for number, example in enumerate(frame.counter_examples if counter else frame.examples, start=1):
            found.append(pytest.param(frame, example, id=f"{frame.id}-{number}"))
    return found


@pytest.mark.parametrize(("frame", "example"), cases(counter=False))
def test_example(frame: Frame, example: Example) -> None:
    assert fault_of(frame, example) == ""


@pytest.mark.parametrize(("frame", "example"), cases(counter=True))
def test_counter_example(frame: Frame, example: Example) -> None:
    assert fault_of_counter(frame, example) == ""
