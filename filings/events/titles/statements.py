"""What a title asserts as a whole: the findings of its verbs, weighed against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from filings.events.titles.ending import called_off_places, endings
from filings.events.titles.findings import Finding, Scene
from filings.events.titles.leaving import leavings, windings
from filings.events.titles.reading import Title
from filings.model.triage import TitleAct

_BLANKET: Final = ("termination", "disposal", "liquidation", "called_off", "debt", "writeoff")


@dataclass(frozen=True, slots=True)
class Statement:
    """``acts`` of the strongest label, the ``decisive`` findings behind them, and every other ``finding``."""

    acts: tuple[TitleAct, ...]
    decisive: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    def first(self, outcome: str) -> Finding | None:
        """The first finding of an outcome."""
        return next((finding for finding in self.findings if finding.outcome == outcome), None)


def statement_of(title: Title) -> Statement:
    """Judge every verb; keep the acts of the strongest label (termination and disposal stand together)."""
    scene = Scene(title)
    off = called_off_places(scene)
    findings = [*endings(scene), *leavings(scene, off), *windings(scene, off), *_moneys(scene, off)]
    acts = _strongest(findings)
    decisive = tuple(finding for finding in findings if finding.act in acts)
    return Statement(acts=acts, decisive=decisive, findings=tuple(findings))


def _moneys(scene: Scene, off: set[int]) -> list[Finding]:
    """Debts restructured, waived, settled; write-offs and impairments."""
    found = []
    for at, word in scene.each("debt", "write"):
        holder = scene.holder_before(at)
        if at in off or scene.hypothetical(word):
            found.append(Finding("body", "debt-not-settled", f"{word.text} as ended or negated", at=word.start))
        elif holder is not None and word.kind == "debt":
            found.append(Finding("body", "holder-acts", f"{holder.text} before {word.text}", at=word.start))
        else:
            act: TitleAct = "debt" if word.kind == "debt" else "writeoff"
            found.append(Finding("act", act, word.text, act=act, at=word.start))
    return found


def _strongest(findings: list[Finding]) -> tuple[TitleAct, ...]:
    """One label a title (TD > T > D > L > C > B > W, taxonomy section 5); a sale that is off is no sale."""
    said = {finding.act for finding in findings if finding.act is not None}
    if "called_off" in said:
        last_off = max(finding.at for finding in findings if finding.act == "called_off")
        if not any(finding.act == "disposal" and finding.at > last_off for finding in findings):
            said.discard("disposal")
    if {"termination", "disposal"} <= said:
        return ("termination", "disposal")
    for act in _BLANKET:
        if act in said:
            return (act,)
    return ()
