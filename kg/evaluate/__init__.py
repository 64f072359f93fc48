"""A graph against gold facts: what was found, what was missed, what is too much, and how sure that is."""

from kg.evaluate.found import KINDS
from kg.evaluate.gold import GoldSet, read_gold, read_texts
from kg.evaluate.interval import Interval, intervals
from kg.evaluate.measure import Evaluation, evaluate
from kg.evaluate.misses import Miss, misses

__all__ = [
    "KINDS",
    "Evaluation",
    "GoldSet",
    "Interval",
    "Miss",
    "evaluate",
    "intervals",
    "misses",
    "read_gold",
    "read_texts",
]
