"""Listed companies by any of their names."""

from __future__ import annotations

from datetime import date

import pytest

from filings.watchlists.issuers import Issuer, IssuerIndex, Seen, merged
from filings.watchlists.model import WatchLists

OLD, NEW = date(2021, 1, 1), date(2026, 1, 1)


@pytest.mark.parametrize(
    "text",
    ["300188", "300188.SZ", "sz300188", "国投智能", "美亚柏科", "厦门市美亚柏科信息股份有限公司", "gtzn", "GTZN"],
)
def test_the_renamed_issuer_is_found_under_every_name(text: str, shipped: WatchLists) -> None:
    assert [issuer.codes[0] for issuer in shipped.issuers.look_up(text)] == ["300188"]


def test_dahua_is_found_by_its_initials(shipped: WatchLists) -> None:
    assert [issuer.short_name for issuer in shipped.issuers.look_up("dhgf")] == ["大华股份"]


def test_a_renaming_keeps_the_old_name_with_its_days() -> None:
    once = merged([], [Seen("009001", "演示旧名", "short", OLD, "table", org_id="o1")])
    [issuer] = merged(once, [Seen("009001", "演示新名", "short", NEW, "table", org_id="o1", initials="ysxm")])
    assert issuer.short_name == "演示新名"
    assert [(one.name, one.since, one.until) for one in issuer.names] == [
        ("演示新名", NEW, None),
        ("演示旧名", OLD, NEW),
    ]


def test_the_order_of_learning_does_not_matter() -> None:
    seen = [Seen("009001", name, "short", day, "header") for name, day in (("甲乙丙", OLD), ("丁戊己", NEW))]
    assert merged([], seen) == merged([], list(reversed(seen)))


def test_the_org_id_outlives_a_new_code() -> None:
    [issuer] = merged([], [Seen(code, "演示", "short", NEW, "table", org_id="o1") for code in ("009001", "009009")])
    assert issuer.codes == ("009009", "009001")


def test_a_shared_short_name_lists_all_candidates() -> None:
    found = IssuerIndex(merged([], [Seen(code, "演示股份", "short", NEW, "table") for code in ("009001", "609001")]))
    assert [issuer.codes[0] for issuer in found.look_up("演示股份")] == ["009001", "609001"]
    assert found.same("演示股份", "演示股份") is None


def test_marks_of_risk_do_not_hide_a_company() -> None:
    found = IssuerIndex(merged([], [Seen("009001", "*ST演示", "short", NEW, "table")]))
    assert [issuer.codes for issuer in found.look_up("演示")] == [("009001",)]
    assert [issuer.codes for issuer in found.look_up("ST演示")] == [("009001",)]


def test_two_names_of_one_issuer_are_one_company(shipped: WatchLists) -> None:
    issuer = shipped.issuers.same("美亚柏科", "国投智能(厦门)信息股份有限公司")
    assert isinstance(issuer, Issuer)
    assert issuer.codes == ("300188",)
    assert shipped.issuers.same("美亚柏科", "大华股份") is None
