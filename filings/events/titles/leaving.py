"""Verbs of leaving: an asset is sold, taken or moved (转让, 征收, 划转), an entity is wound up (注销)."""

from __future__ import annotations

from typing import Final

from filings.events.titles.findings import NOT_ENDED, SECURITIES, Finding, Scene
from filings.events.titles.reading import Word
from filings.events.titles.words import Kind
from filings.model.triage import TitleAct

_ASSETS: Final[frozenset[Kind]] = frozenset(
    {"asset", "land", "grant", "entity", "project", "business", "shares", "debt", "land_deed"}
)
_SELLABLE: Final[frozenset[Kind]] = frozenset({*_ASSETS, *SECURITIES, "company"})
_FIRM: Final = frozenset({"出售", "处置", "变卖", "剥离", "置出", "减资退出", "变现", "对外转让", "公开转让"})
_WOUND: Final[frozenset[Kind]] = frozenset(
    {"entity", "company", "asset", "project", "contract", "business", "grant", *NOT_ENDED}
)


def leavings(scene: Scene, off: set[int]) -> list[Finding]:
    """One finding for each verb of leaving that is not within reach of an ending (``off``)."""
    found = [_sold(scene, at, word) for at, word in scene.each("sell") if at not in off]
    found += [_listed(scene, at, word) for at, word in scene.each("list") if at not in off]
    found += [_taken(scene, word) for at, word in scene.each("take") if at not in off]
    found += [_moved(scene, at, word) for at, word in scene.each("move") if at not in off]
    found += [_deed(scene, at, word) for at, word in scene.each("transfer_deed") if at not in off]
    return found


def windings(scene: Scene, off: set[int]) -> list[Finding]:
    """One finding for each verb of winding up that is not itself called off."""
    found = [_wound(scene, at, word) for at, word in scene.each("wind") if at not in off]
    return found + [_bankrupt(scene, at, word) for at, word in scene.each("bankrupt") if at not in off]


def _sold(scene: Scene, at: int, verb: Word) -> Finding:
    after = [w for w in scene.after(at) if w.kind in _SELLABLE]
    objects = after or [w for w in scene.before(at) if w.kind in _SELLABLE]
    says = f"{verb.text} beside {objects[-1].text}" if objects else verb.text
    blocked = _not_ours(scene, at, verb, objects, says)
    if blocked is not None:
        return blocked
    if verb.text == "减资退出":
        return Finding("act", "sale", says, act="disposal", at=verb.start)
    if not objects or (scene.kinds(objects) <= {"company"} and not after):
        return Finding("body", "sale-without-object", says, at=verb.start)
    noun = not after and verb.text in {"转让", "协议转让"}  # 股权转让 as a noun tells no direction
    if noun and not _seller_shown(scene, at):
        return Finding("body", "direction-unknown", says, at=verb.start)
    return Finding("act", "sale", says, act="disposal", at=verb.start)


def _not_ours(scene: Scene, at: int, verb: Word, objects: list[Word], says: str) -> Finding | None:
    """Negated; a holder's or own shares; bought; a third party's sale."""
    kinds = scene.kinds(objects)
    if scene.hypothetical(verb):
        return Finding("body", "hypothetical", f"{verb.text} as negated, possible or conditional", at=verb.start)
    holder = scene.holder_before(at)
    if kinds & {"security", "own_shares"} and not kinds & (_ASSETS - {"shares", "business"}):
        return Finding("excluded", "own-securities", says, role="own_securities" if holder is None else "holder")
    if holder is not None and not _issuer_first(scene, holder):
        return _of_holder(verb, holder, shares="shares" in kinds or not objects)
    if _bought(scene, at):
        return Finding("body", "purchase", f"{verb.text} in a purchase", at=verb.start)
    if any(scene.each("preempt")) and not scene.issuer_holds and verb.text not in _FIRM and not _leads(scene, at):
        return Finding("body", "pre-emption-right", says, at=verb.start)
    return None


def _of_holder(verb: Word, holder: Word, *, shares: bool) -> Finding:
    """A holder sells shares: skipped; a holder sells another thing: whose it is, the body says."""
    if shares:
        return Finding("excluded", "holder", f"{holder.text} as the one who acts", role="holder")
    return Finding("body", "holder-acts", f"{holder.text} before {verb.text}", at=verb.start)


def _issuer_first(scene: Scene, holder: Word) -> bool:
    """公司所持 stands before the holder's name: the holder is not the one who acts."""
    return scene.issuer_holds and "持" in scene.title.text[: holder.start]


def _leads(scene: Scene, at: int) -> bool:
    """The verb opens the title: 转让子公司股权并放弃优先购买权 is a sale of one's own."""
    return not any(word.kind in {"holder", "entity", "asset", "preempt"} for word in scene.words[:at])


def _bought(scene: Scene, at: int) -> bool:
    """A verb of buying governs: before this one in its clause, or before it at all if this one has no object."""
    buys = [place for place, _ in scene.each("buy", "land_deed") if place < at]
    if not buys:
        return False
    same_clause = any(scene.clauses[place] == scene.clauses[at] for place in buys)
    return same_clause or not any(w.kind in _ASSETS for w in scene.after(at))


def _seller_shown(scene: Scene, at: int) -> bool:
    """The group owns what is transferred: 子公司股权转让, 所持…, or a public listing."""
    return scene.issuer_holds or any(w.kind == "entity" for w in scene.before(at)) or any(scene.each("list"))


def _listed(scene: Scene, at: int, verb: Word) -> Finding:
    """挂牌, 拍卖 tell no side by themselves: an asset must be named and nobody may be buying."""
    near = [w for w in scene.after(at) + scene.before(at) if w.kind in _SELLABLE]
    says = f"{verb.text} beside {near[0].text}" if near else verb.text
    blocked = _not_ours(scene, at, verb, near, says)
    if blocked is not None:
        return blocked
    if any(scene.each("buy", "land_deed", "preempt")) or not scene.kinds(near) & (_ASSETS - {"business", "entity"}):
        return Finding("body", "listing-unclear", says, at=verb.start)
    return Finding("act", "public-sale", says, act="disposal", at=verb.start)


def _taken(scene: Scene, verb: Word) -> Finding:
    if scene.hypothetical(verb):
        return Finding("body", "hypothetical", f"{verb.text} as negated, possible or conditional", at=verb.start)
    return Finding("act", "taken", verb.text, act="disposal", at=verb.start)


def _moved(scene: Scene, at: int, verb: Word) -> Finding:
    """划转 moves within a group or between holders: the title alone asserts nothing."""
    kinds = scene.kinds(scene.before(at) + scene.after(at))
    holder = scene.holder_before(at) or next((w for _, w in scene.each("holder")), None)
    if kinds & SECURITIES or (holder is not None and not kinds & {"project", "land"} and "entity" not in kinds):
        return Finding("excluded", "holder", f"{verb.text} of shares between holders", role="holder")
    return Finding("body", "transfer-without-direction", verb.text, at=verb.start)


def _deed(scene: Scene, at: int, deed: Word) -> Finding:
    """《股权转让协议》: buyer or seller may have signed it; the group's own asset before it shows a sale."""
    before = [w for w in scene.before(at) if w.kind in _SELLABLE]
    holder = scene.holder_before(at)
    if holder is not None and ("股份" in deed.text or scene.kinds(before) & SECURITIES):
        return Finding("excluded", "holder", f"{holder.text} as the one who acts", role="holder")
    owned = scene.issuer_holds or (any(w.kind == "entity" for w in before) and "转让" in deed.text)
    if owned and holder is None and not _bought(scene, at) and not any(scene.each("preempt")):
        return Finding("act", "sale", f"{deed.text} beside the group's own asset", act="disposal", at=deed.start)
    return Finding("body", "direction-unknown", deed.text, at=deed.start)


def _wound(scene: Scene, at: int, verb: Word) -> Finding:
    after = [w for w in scene.after(at) if w.kind in _WOUND]
    if after and after[0].kind == "contract" and after[0].start == verb.end:
        after = []  # 清算协议: the deed is not what is wound up
    near = after or [w for w in scene.before(at) if w.kind in _WOUND]
    near = near or [w for w in scene.words[:at] if w.kind in _WOUND]
    if scene.hypothetical(verb) or not near:
        return Finding("body", "winding-unclear", verb.text, at=verb.start)
    head = near[-1]
    says = f"{verb.text} beside {head.text}"
    unended = [w for w in near if w.kind in NOT_ENDED]
    if unended and (after or head.kind in NOT_ENDED):
        word = unended[-1]
        rule = "own-securities" if word.kind in SECURITIES else word.kind
        return Finding(
            "excluded",
            rule,
            f"{verb.text} beside {word.text}",
            role="own_securities" if rule == "own-securities" else "main",
        )
    if scene.holder_before(at) is not None and "entity" not in scene.kinds(near):
        return Finding("excluded", "holder", says, role="holder")
    if any(w.kind == "entity" for w in near) or (head.kind == "company" and (after or at > 0)):
        return Finding("act", "winding-up", says, act="liquidation", at=verb.start)
    return Finding("body", "winding-unclear", says, at=verb.start)


def _bankrupt(scene: Scene, at: int, word: Word) -> Finding:
    holder = scene.holder_before(at)
    if holder is not None:
        return Finding("excluded", "holder", f"{holder.text} as the one concerned", role="holder")
    if scene.hypothetical(word) or any(scene.each("outsider")):
        return Finding("body", "winding-unclear", word.text, at=word.start)
    surely = word.text in {"破产清算", "强制清算", "宣告破产"} or any(scene.each("entity"))
    act: TitleAct | None = "liquidation" if surely else None
    return Finding(
        "act" if act else "body", "winding-up" if act else "winding-unclear", word.text, act=act, at=word.start
    )
