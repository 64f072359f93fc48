"""What the clauses of a report share."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.sentence import Sentence
from kg.model import Body, DateValue, Evidence, Report


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose report it is and the bodies it speaks for; ``section`` is the committee whose section a clause is in.

    ``day`` is the day of the session that the whole report is about. ``aside`` while another body's session is told
    of; ``draft`` is the title of the draft that the whole report is about.
    """

    report: Report
    standing: Body
    higher: Body
    section: Body | None = None
    day: DateValue | None = None
    aside: bool = False
    draft: str = ""

    @property
    def speaker(self) -> Body:
        """The body whose work is told: the section's committee, else the standing committee."""
        return self.section or self.standing

    def evidence(self, sentence: Sentence, first: int, last: int, rule: str) -> Evidence:
        """The characters of the document that ``code[first:last]`` stands for."""
        start, end = sentence.span(first, last)
        document = self.report.document
        return Evidence(document, self.report, start, end, document.text[start:end], rule)
