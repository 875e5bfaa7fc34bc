"""What a title alone decides."""

from __future__ import annotations

from typing import Literal

from filings.model.record import Record

TitleAct = Literal["termination", "disposal", "liquidation", "debt", "called_off", "writeoff"]
Role = Literal["main", "supporting", "meeting", "periodic", "policy", "holder", "own_securities"]


class Triage(Record):
    """Must the PDF be opened, and what does the title alone assert?

    ``reason`` is one sentence for people, ``rule`` the name of the rule that decided.
    """

    decision: Literal["open", "skip"]
    reason: str
    rule: str
    acts: tuple[TitleAct, ...] = ()
    certainty: Literal["title", "needs_body"] = "needs_body"
    role: Role = "main"

    @property
    def priority(self) -> int:
        """0 first: the title asserts an act; 1: the body decides; 2: skipped."""
        if self.decision == "skip":
            return 2
        return 0 if self.certainty == "title" else 1
