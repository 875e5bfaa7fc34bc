"""Decide by title: must the PDF be opened, and what does the title alone assert?

``decision`` leans to open (an error costs reading), ``acts`` to empty (an error is a false statement). The order is
role, negation, own securities, holder, called off, acts (taxonomy, section 5). An exclusion explains a verb,
never a title: what the title names beside it still opens the filing.
"""

from __future__ import annotations

import re
from typing import Final

from filings.events.titles.findings import Finding
from filings.events.titles.reading import Title, read
from filings.events.titles.roles import Paper, paper_of
from filings.events.titles.routine import body_noun, routine_role, routine_word
from filings.events.titles.statements import Statement, statement_of
from filings.model.triage import Role, Triage

_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_ENGLISH_ROUTINE: Final = re.compile(
    r"(?:annual|interim|quarterly|semi-?annual)report|resolutions?of|generalmeeting|boardofdirectors|articlesofassociation",
    re.IGNORECASE,
)
_ROLE_NAMES: Final[dict[Role, str]] = {
    "supporting": "an adviser's or organ's paper, which joins its parent",
    "policy": "a rule or policy",
    "periodic": "a periodic report",
    "meeting": "a meeting",
    "holder": "a holder's matter",
    "own_securities": "the issuer's own securities",
    "main": "a routine matter",
}


def triage(title: str, *, name: str = "") -> Triage:
    """The decision on one title; ``name`` is the issuer's short name, which must not trigger anything.

    Pure and linear in the title's length; no title raises.
    """
    read_title = read(title, name)
    if read_title.overlong:
        return Triage(decision="open", reason="the title is overlong: the body decides", rule="overlong")
    if not _CHINESE.search(read_title.whole):
        return _without_chinese(read_title)
    paper = paper_of(read_title)
    if paper is not None and not _carries_news(paper, read_title):
        return _skip(paper.role, paper.role, paper.words)
    statement = statement_of(read_title)
    if paper is not None:
        return _meeting(paper, statement)
    return _main(read_title, statement)


def _without_chinese(title: Title) -> Triage:
    found = _ENGLISH_ROUTINE.search(title.whole)
    if found is not None:
        return _skip("periodic" if "report" in found.group().lower() else "meeting", "english-routine", found.group())
    return Triage(decision="open", reason="the title holds no Chinese words: the body decides", rule="no-chinese")


def _carries_news(paper: Paper, title: Title) -> bool:
    """A meeting's notice and a changed charter (修订章程) may name an event beside themselves."""
    return paper.role == "meeting" or (paper.role == "policy" and "章程" in paper.words and title.tail.endswith("公告"))


def _meeting(paper: Paper, statement: Statement) -> Triage:
    """A meeting is skipped, unless its very title names an end, a sale or a deal ended: then the body is read."""
    finding = statement.decisive[0] if statement.decisive else statement.first("acquisition")
    if finding is None or finding.act in {"debt", "writeoff"}:
        return _skip(paper.role, paper.role, paper.words)
    role: Role = "main" if "说明会" in paper.words or paper.role == "policy" else "meeting"
    return _open(finding, f"{paper.role}-on-an-event", role=role)


def _main(title: Title, statement: Statement) -> Triage:
    if statement.acts:
        words = "; ".join(dict.fromkeys(finding.words for finding in statement.decisive))
        rule = statement.decisive[0].rule
        return Triage(
            decision="open", reason=f"the title says {words}", rule=rule, acts=statement.acts, certainty="title"
        )
    undecided = statement.first("acquisition") or statement.first("body")
    if undecided is not None:
        return _open(undecided, undecided.rule)
    excluded = statement.first("excluded")
    noun = body_noun(title)
    if noun:
        return Triage(
            decision="open",
            reason=f"the title names {noun} without a clear event: the body decides",
            rule="names-a-body",
        )
    if excluded is not None:
        return _skip(excluded.role, excluded.rule, excluded.words)
    routine = routine_word(title)
    if routine:
        return _skip(routine_role(title.words), "routine", routine)
    return Triage(decision="open", reason="no routine word explains the title: the body decides", rule="body-gate")


def _open(finding: Finding, rule: str, *, role: Role = "main") -> Triage:
    return Triage(decision="open", reason=f"the title says {finding.words}: the body decides", rule=rule, role=role)


def _skip(role: Role, rule: str, words: str) -> Triage:
    reason = f"the title says {words}: {_ROLE_NAMES[role]}"
    return Triage(decision="skip", reason=reason, rule=rule, certainty="title", role=role)
