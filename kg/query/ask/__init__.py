"""Questions in Chinese and English: question → :class:`Question` → SPARQL → rows with their proof.

``words.toml`` and ``kinds/`` hold the words, ``scan`` cuts a question into them, ``regions``, ``about`` and ``amounts``
read its parts, and ``question`` says what was asked. ``steps``, ``facts`` and ``figures`` write the SPARQL and tell
rows from near misses, and ``answer`` runs it.
"""

from kg.query.ask.answer import Answer, ask, queries, ready
from kg.query.ask.question import Question, parse
from kg.query.ask.rows import Row

__all__ = ["Answer", "Question", "Row", "ask", "parse", "queries", "ready"]
