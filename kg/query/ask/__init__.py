"""Questions in Chinese and English: question → :class:`Question` → SPARQL → rows with their proof.

``words.toml`` holds the grammar's words, ``scan`` cuts a question into them, ``question`` says what was asked,
``compose`` writes the SPARQL, and ``answer`` runs it.
"""

from kg.query.ask.answer import Answer, Row, ask
from kg.query.ask.question import Question, parse

__all__ = ["Answer", "Question", "Row", "ask", "parse"]
