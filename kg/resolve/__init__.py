"""Mentions → references: whose 我市, 市人大常委会, 《条例》 and xx市 is, within one report."""

from kg.resolve.references import Resolved, resolve

__all__ = ["Resolved", "resolve"]
