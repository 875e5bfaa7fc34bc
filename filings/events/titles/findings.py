"""What the judgement of one verb comes to, and the surroundings it is judged in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from filings.events.titles.reading import Title, Word
from filings.events.titles.words import ISSUER, Kind
from filings.model.triage import Role, TitleAct

VERBS: Final[frozenset[Kind]] = frozenset(
    {"end", "suspend", "recover", "sell", "list", "move", "take", "wind", "bankrupt", "buy", "debt", "change"}
)
SECURITIES: Final[frozenset[Kind]] = frozenset({"security", "shares", "own_shares"})
NOT_ENDED: Final[frozenset[Kind]] = SECURITIES | {"encumbrance", "account", "rating", "staff"}

_HYPOTHESIS_BEFORE: Final = re.compile(
    r"(?:可能|或将|或被|或会|存在|若|倘若|如果|无需|尚未|暂未|并未|未|不会|不予|不存在|不涉及|避免|防止|不|不得|是否)(?:公司|合同|项目|导致|面临|被|提前|的|会)*$"
)
_RISK_AFTER: Final = re.compile(r"[^,;:《》]{0,6}?(?:的|之)?风险(?!处置)|[^,;:《》]{0,3}可能(?:性)?$")
_TOWARDS: Final = re.compile(r"(?:[向与由对给至和及为从于获被]|接受|收到|来自|通过|以)(?:公司|原|第[一二三]大|间接)*$")
_ISSUER_HOLDS: Final = re.compile(
    rf"(?:^|关于|[,、暨并因]|拟|转让|出售|处置|{ISSUER})(?:公司|本公司|{ISSUER}|(?:公司)?(?:及)?(?:其)?(?:全资|控股|下属|二级)*[子孙]公司[^,、《》]{{0,16}})"
    rf"(?:及(?:其)?(?:全资|控股|下属)*[子孙]公司)?(?:所持|所?持有|名下|拥有)"
)

Outcome = Literal["act", "acquisition", "body", "excluded"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One verb judged: what it asserts (``act``), or why it asserts nothing."""

    outcome: Outcome
    rule: str
    words: str
    act: TitleAct | None = None
    role: Role = "main"
    at: int = 0


@dataclass(frozen=True)
class Scene:
    """The words of a title with the questions that every verb asks about its surroundings."""

    title: Title

    @property
    def words(self) -> tuple[Word, ...]:
        return self.title.words

    @cached_property
    def clauses(self) -> list[int]:
        """For each word the number of its clause; 暨, 并 and commas divide, 、 and 及 do if a verb follows."""
        numbers, number = [], 0
        for at, word in enumerate(self.words):
            number += word.kind == "divide" or self._joins_a_verb(at)
            numbers.append(number)
        return numbers

    def after(self, at: int) -> list[Word]:
        """The words that the verb at ``at`` reaches forward: to the end of its clause or to another change."""
        reached = []
        for later in range(at + 1, len(self.words)):
            word = self.words[later]
            if self.clauses[later] != self.clauses[at] or word.kind == "change":
                break
            reached.append(word)
        return reached

    def before(self, at: int) -> list[Word]:
        """The words before the verb at ``at`` in its clause, back to another change or end."""
        reached: list[Word] = []
        for earlier in range(at - 1, -1, -1):
            word = self.words[earlier]
            if self.clauses[earlier] != self.clauses[at] or word.kind in {"change", "end", "suspend", "divide"}:
                break
            reached.append(word)
        return reached[::-1]

    def hypothetical(self, word: Word) -> bool:
        """Negated, possible or conditional: 不, 未, 可能, 若 directly before, 风险 directly after."""
        before = self.title.text[max(0, word.start - 12) : word.start]
        after = self.title.text[word.end : word.end + 12]
        return _HYPOTHESIS_BEFORE.search(before) is not None or _RISK_AFTER.match(after) is not None

    def holder_before(self, at: int) -> Word | None:
        """A holder (控股股东, 股东, 董事) who acts before ``at``, unless somebody acts *towards* that holder."""
        return next((word for word in self.words[:at] if self.acts_as_holder(word)), None)

    def acts_as_holder(self, word: Word) -> bool:
        """A holder whom nobody addresses: 向控股股东 names a counterparty."""
        before = self.title.text[max(0, word.start - 8) : word.start]
        return word.kind == "holder" and _TOWARDS.search(before) is None

    @cached_property
    def issuer_holds(self) -> bool:
        """The title says that the company or its subsidiary holds the asset (公司所持, 子公司持有)."""
        return _ISSUER_HOLDS.search(self.title.text) is not None

    def kinds(self, words: list[Word]) -> set[Kind]:
        return {word.kind for word in words}

    def each(self, *kinds: Kind) -> Iterator[tuple[int, Word]]:
        """The places and words of some kinds."""
        return ((at, word) for at, word in enumerate(self.words) if word.kind in kinds)

    def _joins_a_verb(self, at: int) -> bool:
        if self.words[at].kind != "join" or at + 1 >= len(self.words):
            return False
        following = self.words[at + 1]
        close = following.start - self.words[at].end <= 2
        same = at > 0 and self.words[at - 1].kind == following.kind  # 出售、转让 share their object
        return close and following.kind in VERBS and not same
