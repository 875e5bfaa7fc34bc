"""Earlier filings like this one, and what changed lists change in an event."""

from __future__ import annotations

from datetime import date

from filings.model import Event, Finding, Hit, Leg, Part, Snapshot
from filings.watchlists.rescreening import list_change
from filings.watchlists.similar import Known, listed_share, similar

SNAPSHOT = Snapshot(date=date(2024, 1, 1), sha256="0" * 64)


def hit(listed: str, entry: str, *, because: str = "identifier", party: str = "演示") -> Hit:
    asserted = because not in {"structural", "weak"}
    values = {"list": listed, "entry": entry, "because": because, "asserted": asserted, "party": party}
    return Hit.model_validate({**values, "explanation": entry, "snapshot": SNAPSHOT})


def known(number: int, *hits: Hit, parent: str | None = None, act: str = "termination", day: int = 1) -> Known:
    leg = Leg.model_validate({"act": act, "object": "gov_project"})
    event = Event(
        event_id=f"{number}-1", source="szse", source_id=str(number), legs=(leg,), disposition="flag", detector="x",
        parent_event_id=parent,
    )  # fmt: skip
    part = Part(part="base", points=3, why="a government project")
    finding = Finding(event=event, hits=hits, severity=3, severity_sum=3, severity_parts=(part,), screened_with="v")
    return Known(finding, f"00900{number}", f"演示{number}", "公告", date(2024, 12, day))


LISTED, PLACE = hit("Entity List", "Demo"), hit("Xinjiang", "于田县", because="place")


def test_the_same_list_region_and_object_come_first_with_what_is_common() -> None:
    found = similar(
        known(9, LISTED, PLACE, day=23), [known(1, day=20), known(2, PLACE, day=10), known(3, LISTED, PLACE)]
    )
    assert [one.event_id for one in found] == ["3-1", "2-1"]
    assert "parties of both stand on: Entity List" in found[0].explanation
    assert "the same region: Xinjiang" in found[0].explanation


def test_a_later_filing_and_one_of_the_same_story_are_none() -> None:
    mine = known(9, LISTED, PLACE, day=10)
    later, child = known(1, LISTED, PLACE, day=11), known(2, LISTED, PLACE, parent="9-1")
    assert similar(mine, [later, child, mine]) == []


def test_several_filings_of_one_story_count_once() -> None:
    story = [known(1, LISTED, PLACE, day=2), known(2, LISTED, PLACE, parent="1-1", day=5)]
    found = similar(known(9, LISTED, PLACE, day=23), story)
    assert [one.event_id for one in found] == ["2-1"]


def test_an_act_alone_makes_nobody_alike() -> None:
    assert similar(known(9, LISTED, PLACE, day=23), [known(1, LISTED, PLACE, act="disposal")]) == []


def test_shares_of_listed_owners_are_summed_as_context() -> None:
    finding = known(
        1, hit("Entity List", "Demo A", party="甲公司"), hit("Entity List", "Demo B", party="乙公司")
    ).finding
    said = listed_share(finding, [("甲公司", "30.00"), ("乙公司", "25.50"), ("丙公司", "44.50")])
    assert said is not None
    assert said.startswith(
        "Listed owners hold 55.50% in sum (甲公司 30.00%, 乙公司 25.50%): context, no legal conclusion."
    )
    assert listed_share(finding, [("丙公司", "44.50")]) is None


def record(*hits: Hit, screened_with: str = "old", severity: int = 3) -> dict[str, object]:
    said = [one.model_dump(mode="json") for one in hits]
    happened = {"acts": ["termination"], "facts": [], "disposition": "flag"}
    return {**happened, "hits": said, "screened_with": screened_with, "severity": severity}


def test_only_a_new_name_on_a_list_is_worth_an_alert() -> None:
    told, added = record(LISTED), hit("Suppliers", "Demo Water")
    change = list_change(told, record(LISTED, added, screened_with="new", severity=4))
    assert change is not None
    assert change.tells
    assert change.sentence == "Raised by a change of the lists, not by a new filing: 'Demo Water' on Suppliers."
    gone = list_change(told, record(screened_with="new"))
    possible = list_change(told, record(LISTED, hit("S", "D", because="structural"), screened_with="new"))
    assert gone is not None
    assert possible is not None
    assert (gone.tells, possible.tells) == (False, False)


def test_an_event_that_says_something_else_is_no_change_of_the_lists_alone() -> None:
    told = record(LISTED)
    assert list_change(told, {**record(screened_with="new"), "disposition": "called_off"}) is None
    assert list_change(told, record(LISTED)) is None
    assert list_change(None, record(LISTED)) is None
