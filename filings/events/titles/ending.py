"""Verbs of ending (终止, 解除, 暂停, 收回): a project ends, a sale is off, or neither."""

from __future__ import annotations

import re
from typing import Final

from filings.events.titles.findings import NOT_ENDED, SECURITIES, Finding, Scene
from filings.events.titles.reading import Word
from filings.events.titles.words import Kind
from filings.model.triage import Role, TitleAct

_CLOSING: Final = re.compile(r"(?:的|之|事项|公告|$)")
_ON_DEBTS: Final = re.compile(r"担保|抵押|保全|查封|消费")
_ON_VOTES: Final = re.compile(r"一致行动|表决权|投票权")
_DEED: Final = frozenset({"协议", "协议书", "合同协议书"})
_ENDS: Final[frozenset[Kind]] = frozenset({"project", "contract", "business", "grant", "land", "land_deed"})
_OBJECTS: Final[frozenset[Kind]] = _ENDS | NOT_ENDED | {"asset", "entity", "company", "money", "debt", "write"}
_TURNS: Final[frozenset[Kind]] = frozenset(
    {"sell", "take", "list", "move", "buy", "deal", "transfer_deed", "wind", "bankrupt", "preempt"}
)
_A_BODY: Final[frozenset[Kind]] = frozenset({"asset", "project", "contract", "transfer_deed"})
_LEAVES: Final[frozenset[Kind]] = frozenset({"sell", "take"})
_SOLD: Final[frozenset[Kind]] = frozenset({"asset", "land", "grant", "entity", "business", "project", "sell"})
_OWNED: Final[frozenset[Kind]] = frozenset({"asset", "land", "grant", "entity", "project"})
_CLOSES_ENTITIES: Final = frozenset({"撤销", "关闭", "关停", "停办", "歇业"})
_HALTS: Final = frozenset({"停工", "停产", "临时停产"})
_JOINT: Final = ("合资公司", "合营公司", "联营公司", "基金", "合伙企业", "合营企业", "联营企业")


def endings(scene: Scene) -> list[Finding]:
    """One finding for each verb of ending, suspension or taking back."""
    found = [_ended(scene, at, word) for at, word in scene.each("end", "suspend")]
    return found + [_recovered(scene, at, word) for at, word in scene.each("recover")]


def called_off_places(scene: Scene) -> set[int]:
    """The places of the words within reach of an ending: a sale among them is off, not done."""
    reached = set()
    for at, _ in scene.each("end", "suspend"):
        region = _region(scene, at)
        reached |= {place for place, word in enumerate(scene.words) if word in region}
    return reached


def _region(scene: Scene, at: int) -> list[Word]:
    """What ends: the words after the verb, or, where it ends its phrase or names a deed, those before it."""
    after = scene.after(at)
    deed = bool(after) and after[0].text in _DEED and after[0].start == scene.words[at].end
    before = scene.before(at)
    for region in (before,) if deed else (after, before, _shared(scene, at)):
        if any(word.kind in _OBJECTS or word.kind in _TURNS for word in region):
            return region
    closes = _CLOSING.match(scene.title.text, scene.words[at].end) is not None
    return list(scene.words[:at]) if closes and not deed else []  # …暨终止的公告: all that was named ends


def _shared(scene: Scene, at: int) -> list[Word]:
    """Two verbs with one object: 终止并变更部分项目 (it follows the second), 项目结项、终止 (before the first)."""
    words = scene.words
    if _paired(words[at : at + 3]):
        return scene.after(at + 2)
    return scene.before(at - 2) if at >= 2 and _paired(words[at - 2 : at + 1]) else []


def _paired(words: tuple[Word, ...]) -> bool:
    """Two verbs with only 并 or 、 between them, one of them of change."""
    if len(words) < 3 or words[1].kind not in {"divide", "join"}:
        return False
    return "change" in {words[0].kind, words[2].kind} and words[2].start - words[0].end <= 2


def _ended(scene: Scene, at: int, verb: Word) -> Finding:
    region = _region(scene, at)
    holder = scene.holder_before(at) or next((word for word in region if scene.acts_as_holder(word)), None)
    finding = _turned(scene, verb, region, holder)
    if finding is None:
        objects = [word for word in region if word.kind in _OBJECTS]
        finding = _by_head(verb, objects, holder) if objects else _without_object(verb)
    if finding.outcome != "excluded" and scene.hypothetical(verb):
        return Finding("body", "hypothetical", f"{verb.text} as negated, possible or conditional", at=verb.start)
    return finding


def _without_object(verb: Word) -> Finding:
    return Finding("body", "ending-without-object", f"{verb.text} without saying what ends", at=verb.start)


def _turned(scene: Scene, verb: Word, region: list[Word], holder: Word | None) -> Finding | None:
    """A deal is the object: an acquisition, a sale, a restructuring, a winding-up that ends."""
    kinds = scene.kinds(region)
    if not kinds & _TURNS:
        return None
    says = f"{verb.text} beside {_first(region, _TURNS)}"
    of_holder = holder is not None and (kinds & SECURITIES or not kinds & _A_BODY)
    if of_holder and holder is not None and kinds & (_TURNS - {"buy", "deal"}):
        return Finding("excluded", "holder", f"{holder.text} as the one who acts", role="holder")
    if kinds & _LEAVES and kinds & {"security", "own_shares"} and not kinds & _OWNED:
        return Finding("excluded", "own-securities", says, role="own_securities" if holder is None else "holder")
    if "preempt" in kinds or ("buy" in kinds and "land_deed" not in kinds):
        return _purchase(verb, kinds, says)
    if holder is None and verb.kind == "end" and _sale_ends(scene, verb, kinds):
        return Finding("act", "sale-called-off", says, act="called_off", at=verb.start)
    return _undirected(verb, kinds, says)


def _purchase(verb: Word, kinds: set[Kind], says: str) -> Finding:
    """An acquisition ends; a pre-emption right given up (放弃优先购买权) is none."""
    if "preempt" in kinds:
        return Finding("body", "pre-emption-right", says, at=verb.start)
    return Finding("acquisition", "acquisition-ended", says, at=verb.start)


def _undirected(verb: Word, kinds: set[Kind], says: str) -> Finding | None:
    """A restructuring or a deed whose direction the title hides; a project beside a restructuring is what ends."""
    if "deal" not in kinds:
        return Finding("body", "direction-unknown", says, at=verb.start)
    if kinds & (_ENDS - {"land"}):
        return None
    return Finding("acquisition", "restructuring-ended", says, at=verb.start)


def _sale_ends(scene: Scene, verb: Word, kinds: set[Kind]) -> bool:
    """The group's own sale is what ends: by its verb, by a listing of an asset, by the deed on a group entity."""
    listed = "list" in kinds and _of_an_asset({word.kind for word in scene.words})
    deed = "transfer_deed" in kinds and (scene.issuer_holds or "entity" in kinds)
    ending_deed = scene.title.text.startswith("协议", verb.end)  # 股权转让终止协议: buyer or seller signs it
    owned = scene.issuer_holds or bool(kinds & {"entity", "take", "list"})
    return (bool(kinds & _LEAVES) and (owned or not ending_deed)) or listed or deed


def _of_an_asset(named: set[Kind]) -> bool:
    """终止挂牌 is a homonym: of an asset at an exchange, or of shares on a board (新三板)."""
    return bool(named & _SOLD) and not named & SECURITIES


def _by_head(verb: Word, objects: list[Word], holder: Word | None) -> Finding:
    """The last noun is the head of a Chinese phrase: 可转债募投项目 is a project, 项目公司股权质押 a pledge."""
    head = objects[-1]
    kinds = {word.kind for word in objects}
    says = f"{verb.text} beside {head.text}"
    if head.kind in NOT_ENDED:
        return Finding(
            "excluded", "own-securities" if head.kind in SECURITIES else head.kind, says, role=_role(head, holder)
        )
    if head.kind == "contract" and kinds & NOT_ENDED and not kinds & (_ENDS - {"contract"}):
        return Finding("body", "contract-on-securities", says, at=verb.start)
    if verb.text in _HALTS or (holder is not None and "asset" in kinds):
        return Finding("body", "halt" if verb.text in _HALTS else "holder-acts", says, at=verb.start)
    act = _act_of(verb, head, kinds)
    if act is None:
        return Finding("body", "ending-of-another-thing", says, at=verb.start)
    return Finding("act", "ending", says, act=act, at=verb.start)


def _act_of(verb: Word, head: Word, kinds: set[Kind]) -> TitleAct | None:
    if head.kind in _ENDS:
        return "termination"
    if head.kind in {"entity", "company"} and kinds & {"project", "contract", "business"}:
        return "termination"
    if head.kind == "entity" or (head.kind == "company" and verb.text == "退出"):
        return _entity_left(verb, head)
    return "disposal" if head.kind == "asset" and verb.text in {"退出", "政府回购"} else None


def _entity_left(verb: Word, head: Word) -> TitleAct | None:
    if verb.text in _CLOSES_ENTITIES:
        return "liquidation"
    if head.text.endswith(_JOINT) or "合伙" in head.text:
        return "termination"
    return "disposal" if verb.text == "退出" else None


def _recovered(scene: Scene, at: int, verb: Word) -> Finding:
    """收回: land leaves, a concession or project ends, money comes home."""
    near = [w for w in (scene.after(at) or scene.before(at)) if w.kind in _OBJECTS]
    says = f"{verb.text} beside {near[-1].text}" if near else verb.text
    kinds = scene.kinds(near)
    if scene.hypothetical(verb):
        return Finding("body", "hypothetical", says, at=verb.start)
    if "money" in kinds:
        return Finding("excluded", "repayment", says)
    if "land" in kinds:
        return Finding("act", "taken-back", says, act="disposal", at=verb.start)
    if kinds & {"grant", "project"}:
        return Finding("act", "taken-back", says, act="termination", at=verb.start)
    return Finding("body", "taken-back-unclear", says, at=verb.start)


def _role(head: Word, holder: Word | None) -> Role:
    if head.kind in {"account", "staff"} or (head.kind == "encumbrance" and _ON_DEBTS.search(head.text)):
        return "main"
    votes = head.kind == "encumbrance" and _ON_VOTES.search(head.text) is not None
    return "holder" if votes or (holder is not None and head.kind != "rating") else "own_securities"


def _first(region: list[Word], kinds: frozenset[Kind]) -> str:
    return next((word.text for word in region if word.kind in kinds), "its object")
