"""Events made by hand over invented notices: every quote is cut from the text where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from filings.alerts.brief import Composed, DocumentFacts, EnglishName, Extras, compose
from filings.alerts.brief.message import Message, message
from filings.archive.records import EventContext, event_record
from filings.model import (
    Alert,
    Announcement,
    Brief,
    Company,
    Day,
    Document,
    Event,
    Fact,
    Finding,
    Hit,
    Item,
    Leg,
    ListChecked,
    Money,
    NotStated,
    Number,
    Part,
    Party,
    Period,
    Quote,
    Rule,
    Share,
    Snapshot,
    Text,
)

NOW = datetime(2024, 12, 23, 14, 0, tzinfo=UTC)
EXIT_PAGES = (
    (
        "证券代码：009002 证券简称：演示视讯\n关于退出部分地方项目的公告\n"
        "经与各方友好协商，公司及下属子公司拟终止或退出\n"
        "与新疆当地政府部门合作的5个项目，上述项目于2016年至2017年间中标。\n"
        "其中部分项目已提前结束，其余项目仍在运行。公司今后不再负责上述项目的运行。"
    ),
    "后续将对项目相关资产进行处置，并就相关债权债务作出安排。\n特此公告。演示视讯董事会 2024年12月23日",
)
GROUP_PAGES = (
    (
        "关于五家子公司相关项目合同终止的公告\n演示视讯集团股份有限公司（以下简称“公司”）五家子公司于2017年分别与\n"
        "新疆甲县、乙县等五个县的人民政府签订项目合同，合同约定维护期为10年至20年。\n"
        "上述合同现均已终止，五家子公司除清理债权债务外不再开展业务。"
    ),
    (
        "子公司 合同相对方 签订时间 目前状态\n"
        "甲县示范视讯有限公司 甲县人民政府 2017年5月 已终止\n乙县示范视讯有限公司 乙县人民政府 2017年6月 已终止\n"
        "丙县示范视讯有限公司 丙县人民政府 2017年6月 已终止\n丁县示范视讯有限公司 丁县人民政府 2017年8月 已终止\n"
        "戊县示范视讯有限公司 戊县人民政府 2017年9月 已终止"
    ),
    "公司联系部门：证券部，电话：0571-00000000。演示视讯集团股份有限公司董事会 2024年12月13日",
)
TABLE_PAGES = (
    (
        "关于退出五个供水项目的公告\n公司控股子公司甲县演示水务有限公司与甲县人民政府签订《解除协议》。\n"
        "因当地规划调整，双方同意提前终止。公司不承担违约责任。违约金不超过300万元。"
    ),
    (
        "项目名称 采购人 项目公司 中标时间 合同金额（万元） 目前状态\n"
        "甲县供水一期 甲县人民政府 甲县演示水务有限公司 2017年3月 12,345.67 提前终止\n"
        "乙县供水二期 乙县人民政府 乙县演示水务有限公司 2016年11月 15,000 仍在运营"
    ),
    "本次转让标的公司51%股权，转让价格1元，评估值1.50亿元，评估基准日2024年6月30日，约占净资产的12.30%。",
)


@dataclass(frozen=True)
class Notice:
    """A document of plain text; ``[words]`` is the quote of their first occurrence."""

    document: Document

    def __getitem__(self, words: str) -> Quote:
        page = next(page for page in self.document.pages if words in page.text)
        start = page.text.index(words)
        return self.document.quote(page.number, start, start + len(words))

    def fact(self, name: str, value: object, words: str, **more: object) -> Fact:
        return Fact.model_validate({"name": name, "value": value, "quotes": (self[words],), **more})

    def row_fact(self, name: str, value: object, words: str) -> Fact:
        """The quote of a table cell: the words on the table's page."""
        text = self.document.page(2).text
        start = text.index(words)
        quote = self.document.quote(2, start, start + len(words))
        return Fact.model_validate({"name": name, "value": value, "quotes": (quote,)})


@dataclass(frozen=True)
class Case:
    """A finding with its filing, ready to be told."""

    announcement: Announcement
    finding: Finding
    source: DocumentFacts

    def composed(self, *, notice: str | None = None, extras: Extras | None = None) -> Composed:
        return compose(
            self.announcement, self.finding, source=self.source, now=NOW, notice=notice, extras=extras or Extras()
        )

    def record(self, **changes: object) -> dict[str, Any]:
        """The event record of interface.md."""
        context = EventContext(
            self.announcement,
            url=self.source.url,
            sha256=self.source.sha256,
            pages=self.source.pages,
            pages_without_text=self.source.pages_without_text,
        )
        return {**event_record(self.finding.event, self.finding, context), **changes}

    def message(self, **changes: Any) -> Message:
        return message(self.composed(), self.record(), **changes).addressed(route="flagged", channel="mail")

    def with_finding(self, **changes: object) -> Case:
        return Case(self.announcement, self.finding.model_copy(update=changes), self.source)

    def with_event(self, **changes: object) -> Case:
        event = self.finding.event.model_copy(update=changes)
        return Case(self.announcement, self.finding.model_copy(update={"event": event}), self.source)

    def with_announcement(self, **changes: object) -> Case:
        return Case(self.announcement.model_copy(update=changes), self.finding, self.source)


def listed(code: str, name: str, title: str) -> Announcement:
    return Announcement(
        source="szse",
        source_id="1300000001",
        companies=(Company(ticker=f"{code}.SZ", name=name),),
        title=title,
        published=datetime(2024, 12, 22, 16, 0, tzinfo=UTC),
        first_seen=datetime(2024, 12, 23, 13, 45, tzinfo=UTC),
        document_path="/disc/2024-12-23/exit.PDF",
    )


def source_of(document: Document) -> DocumentFacts:
    return DocumentFacts(
        url="https://disc.example/2024-12-23/exit.PDF",
        sha256=document.sha256,
        pages=len(document.pages),
        pages_without_text=document.pages_without_text,
    )


@pytest.fixture
def quiet_exit() -> Case:
    """Five projects, none named, mixed status, no reason: what stays unsaid matters most."""
    notice = Notice(Document.from_text(*EXIT_PAGES))
    region = notice["新疆"]
    event = Event(
        event_id="1300000001-1",
        source="szse",
        source_id="1300000001",
        legs=(
            Leg(act="termination", object="gov_project", mode="agreed", quotes=(notice["拟终止或退出"],)),
            Leg(act="disposal", object="assets", stage="planned", quotes=(notice["对项目相关资产进行处置"],)),
            Leg(act="debt", object="other", stage="planned", quotes=(notice["就相关债权债务作出安排"],)),
        ),
        disposition="flag",
        rules=(Rule(rule="ended", why="a government project of the group ends: “拟终止或退出”"),),
        trigger=notice["公司及下属子公司拟终止或退出"],
        materiality=4,
        materiality_parts=(
            Part(part="base", points=3, why="a government project ends"),
            Part(part="items", points=1, why="5 projects"),
            Part(part="no_reason", points=1, why="no reason is given"),
        ),
        count_stated=5,
        count_extracted=0,
        facts=(
            notice.fact("project_count", Number(number=Decimal(5), unit="项目"), "5个项目"),
            notice.fact("region", Text(text="新疆", code="650000"), "新疆当地政府部门"),
            notice.fact(
                "award_period",
                Period(start=date(2016, 1, 1), end=date(2017, 12, 31), precision="year"),
                "2016年至2017年间中标",
            ),
            notice.fact(
                "status",
                Text(text="部分项目已提前结束，其余项目仍在运行", code="mixed"),
                "部分项目已提前结束，其余项目仍在运行",
            ),
            notice.fact("asset_handling", Text(text="进行处置", code="to_follow"), "将对项目相关资产进行处置"),
            notice.fact("debt_handling", Text(text="作出安排", code="to_follow"), "就相关债权债务作出安排"),
            Fact(name="reason", value=NotStated(pages_read=(1, 2)), basis="not_stated"),
        ),
        parties=(Party(role="subsidiary", name="下属子公司", quotes=(notice["下属子公司"],)),),
        detector="hand-1",
    )
    hits = (
        Hit(
            list="entity_list",
            entry="Example Vision Technology",
            because="identifier",
            asserted=True,
            party="演示视讯",
            explanation="009002 is the issuer's code",
            listed_on=date(2019, 10, 9),
            source="84 FR 54002",
            source_url="https://register.example/2019-22210",
            snapshot=Snapshot(date=date(2024, 12, 20), sha256="ab" * 32),
        ),
        Hit(
            list="regions",
            entry="Xinjiang",
            because="place",
            asserted=True,
            party="",
            explanation="新疆 is a watched region",
            quote=region,
            snapshot=Snapshot(date=date(2024, 12, 1), sha256="cd" * 32),
        ),
    )
    finding = Finding(
        event=event,
        hits=hits,
        lists_checked=(
            ListChecked(list="entity_list", snapshot=hits[0].snapshot, state="checked"),
            ListChecked(list="uflpa", state="not_loaded"),
        ),
        severity=4,
        severity_sum=6,
        severity_parts=(
            Part(part="materiality", points=4, why="what the filing itself says"),
            Part(part="region", points=1, why="Xinjiang is watched"),
            Part(part="party", points=1, why="the issuer is on a list"),
            Part(part="cap", points=-2, why="severity ends at 4"),
        ),
        screened_with="lists-1",
    )
    document = notice.document
    return Case(listed("009002", "演示视讯", "关于退出部分地方项目的公告"), finding, source_of(document))


def _project(notice: Notice, row: tuple[str, str, str, str, str, str], values: dict[str, object]) -> Item:
    names = ("counterparty", "vehicle", "award_date", "amount", "status")
    facts = tuple(notice.row_fact(name, values[name], cell) for name, cell in zip(names, row[1:], strict=True))
    return Item(kind="project", name=row[0], facts=(notice.row_fact("project_name", Text(text=row[0]), row[0]), *facts))


@pytest.fixture
def table_exit() -> Case:
    """Two rows of a ruled table, each with its own status, and a sale with price and appraisal."""
    notice = Notice(Document.from_text(*TABLE_PAGES))
    first = ("甲县供水一期", "甲县人民政府", "甲县演示水务有限公司", "2017年3月", "12,345.67", "提前终止")
    second = ("乙县供水二期", "乙县人民政府", "乙县演示水务有限公司", "2016年11月", "15,000", "仍在运营")
    items = (
        _project(
            notice,
            first,
            {
                "counterparty": Text(text=first[1]),
                "vehicle": Text(text=first[2]),
                "award_date": Day(day=date(2017, 3, 1), precision="month"),
                "amount": Money(amount=Decimal("123456700.00")),
                "status": Text(text=first[5], code="ended_early"),
            },
        ),
        _project(
            notice,
            second,
            {
                "counterparty": Text(text=second[1]),
                "vehicle": Text(text=second[2]),
                "award_date": Day(day=date(2016, 11, 1), precision="month"),
                "amount": Money(amount=Decimal(150000000)),
                "status": Text(text=second[5], code="operating"),
            },
        ),
    )
    event = Event(
        event_id="1300000001-1",
        source="szse",
        source_id="1300000001",
        legs=(
            Leg(
                act="termination",
                object="concession",
                mode="agreed",
                stage="signed",
                quotes=(notice["签订《解除协议》"],),
            ),
            Leg(act="disposal", object="subsidiary_equity", stage="board", quotes=(notice["转让标的公司51%股权"],)),
        ),
        disposition="flag",
        count_extracted=2,
        materiality=3,
        facts=(
            notice.fact("reason", Text(text="当地规划调整", code="planning_change"), "因当地规划调整"),
            notice.fact("reason_grade", Text(text="当地规划调整", code="specific"), "因当地规划调整"),
            notice.fact("liability", {"type": "none_stated"}, "公司不承担违约责任"),
            notice.fact("penalty_cap", Money(amount=Decimal(3000000), bound="le"), "违约金不超过300万元"),
            notice.fact("stake", Share(percent=Decimal(51), of="股权"), "51%股权"),
            notice.fact("price", Money(amount=Decimal(1)), "转让价格1元"),
            notice.fact("appraisal_value", Money(amount=Decimal(150000000)), "评估值1.50亿元"),
            notice.fact("appraisal_date", Day(day=date(2024, 6, 30)), "评估基准日2024年6月30日"),
            notice.fact(
                "ratio",
                Share(percent=Decimal("12.30"), of="净资产"),
                "约占净资产的12.30%",
                basis="derived",
                rule="share_of_net_assets",
            ),
        ),
        items=items,
        parties=(
            Party(
                role="project_company",
                name="甲县演示水务有限公司",
                aliases=("甲县水务",),
                quotes=(notice["甲县演示水务有限公司"],),
            ),
            Party(role="counterparty", name="甲县人民政府", quotes=(notice["甲县人民政府"],)),
        ),
        detector="hand-1",
    )
    finding = Finding(
        event=event,
        lists_checked=(
            ListChecked(list="entity_list", snapshot=Snapshot(date=date(2024, 11, 1), sha256="ef" * 32), state="stale"),
        ),
        severity=3,
        severity_sum=3,
        severity_parts=(Part(part="base", points=3, why="concessions end"),),
        screened_with="lists-1",
    )
    return Case(listed("009001", "演示水务", "关于退出五个供水项目的公告"), finding, source_of(notice.document))


_COUNTIES = (("甲", 5), ("乙", 6), ("丙", 6), ("丁", 8), ("戊", 9))
_PINYIN = {"甲": "Jia", "乙": "Yi", "丙": "Bing", "丁": "Ding", "戊": "Wu"}


def _contract(notice: Notice, county: str, month: int) -> Item:
    company, other = f"{county}县示范视讯有限公司", f"{county}县人民政府"
    line = next(line for line in GROUP_PAGES[1].split("\n") if line.startswith(company))
    place = GROUP_PAGES[1].index(line)

    def cell(words: str) -> Quote:
        start = GROUP_PAGES[1].index(words, place)
        return notice.document.quote(2, start, start + len(words))

    values = (
        ("vehicle", Text(text=company), company),
        ("counterparty", Text(text=other), other),
        ("sign_date", Day(day=date(2017, month, 1), precision="month"), f"2017年{month}月"),
        ("status", Text(text="已终止", code="ended"), "已终止"),
    )
    facts = tuple(Fact.model_validate({"name": n, "value": v, "quotes": (cell(w),)}) for n, v, w in values)
    return Item(kind="project", name=f"{county}县项目合同", facts=facts)


def _listed_company(notice: Notice, county: str, snapshot: Snapshot) -> Hit:
    name = f"{county}县示范视讯有限公司"
    return Hit(
        list="Entity List, 2023 rule",
        entry=f"{_PINYIN[county]} County Shifan Video Co., Ltd.",
        because="exact",
        asserted=True,
        party=name,
        explanation=f"{name} is the entry's Chinese name",
        quote=notice[name],
        listed_on=date(2023, 3, 30),
        source="88 FR 00000",
        source_url="https://register.example/2023-00000",
        snapshot=snapshot,
    )


@pytest.fixture
def group_exit() -> Case:
    """Five subsidiaries, each with a county's contract and an entry of its own on a list; no reason; a contact."""
    notice = Notice(Document.from_text(*GROUP_PAGES))
    snapshot = Snapshot(date=date(2024, 12, 9), sha256="1f" * 32)
    event = Event(
        event_id="1300000002-1",
        source="szse",
        source_id="1300000002",
        legs=(
            Leg(act="termination", object="gov_project", stage="completed", quotes=(notice["上述合同现均已终止"],)),
            Leg(act="debt", object="settlement", stage="planned", quotes=(notice["清理债权债务"],)),
        ),
        disposition="flag",
        rules=(Rule(rule="ended", why="a government project of the group ends: “上述合同现均已终止”"),),
        trigger=notice["上述合同现均已终止"],
        materiality=4,
        materiality_parts=(
            Part(part="base", points=3, why="gov project weighs 3"),
            Part(part="items", points=1, why="5 projects or assets"),
            Part(part="no_reason", points=1, why="the filing, read in full, gives no reason"),
        ),
        count_stated=5,
        count_extracted=5,
        facts=(
            notice.fact("project_count", Number(number=Decimal(5), unit="子公司"), "五家子公司"),
            notice.fact("region", Text(text="新疆", code="650000"), "新疆"),
            notice.fact("sign_date", Day(day=date(2017, 1, 1), precision="year"), "2017年"),
            notice.fact("term", Text(text="维护期为10年至20年"), "维护期为10年至20年"),
            notice.fact("debt_handling", Text(text="清理债权债务", code="to_follow"), "清理债权债务"),
            notice.fact("contact", Text(text="证券部，电话：0571-00000000"), "证券部，电话：0571-00000000"),
            Fact(name="reason", value=NotStated(pages_read=(1, 2, 3)), basis="not_stated"),
        ),
        items=tuple(_contract(notice, county, month) for county, month in _COUNTIES),
        parties=(
            Party(
                role="issuer",
                name="演示视讯集团股份有限公司",
                aliases=("公司",),
                quotes=(notice["演示视讯集团股份有限公司"],),
            ),
            *(
                Party(role="subsidiary", name=name, quotes=(notice[name],))
                for name in (f"{county}县示范视讯有限公司" for county, _ in _COUNTIES)
            ),
            *(
                Party(role="counterparty", name=name, quotes=(notice[name],))
                for name in (f"{county}县人民政府" for county, _ in _COUNTIES)
            ),
        ),
        detector="hand-1",
    )
    finding = Finding(
        event=event,
        hits=tuple(_listed_company(notice, county, snapshot) for county, _ in _COUNTIES),
        lists_checked=(ListChecked(list="Entity List, 2023 rule", snapshot=snapshot, state="checked"),),
        severity=4,
        severity_sum=6,
        severity_parts=(
            *event.materiality_parts,
            Part(part="listed_party", points=1, why="five subsidiaries on the Entity List, 2023 rule"),
            Part(part="cap", points=-2, why="6 is above 4, the highest severity"),
        ),
        screened_with="lists-1",
    )
    announcement = Announcement(
        source="szse",
        source_id="1300000002",
        companies=(Company(ticker="009003.SZ", name="演示集团"),),
        title="关于五家子公司相关项目合同终止的公告",
        published=datetime(2024, 12, 13, 10, 30, tzinfo=UTC),
        first_seen=datetime(2024, 12, 13, 10, 31, tzinfo=UTC),
        document_path="/disc/2024-12-13/group.PDF",
    )
    return Case(announcement, finding, source_of(notice.document))


GROUP_NAMES = {
    "演示集团": EnglishName(text="Demo Vision Group", kind="official"),
    **{f"{c}县人民政府": EnglishName(text=f"{_PINYIN[c]} Xian Renmin Zhengfu", kind="romanised") for c, _ in _COUNTIES},
}


@pytest.fixture
def names() -> dict[str, EnglishName]:
    """English names that a caller knows."""
    return GROUP_NAMES


@pytest.fixture
def alert() -> Alert:
    """A short alert, for the channels."""
    return alert_of("00000000000000000001")


def alert_of(key: str) -> Alert:
    return Alert(
        key=key,
        kind="alert",
        subject="009001 演示水务: terminates or exits a concession",
        event={"event_id": "1300000001-1", "name": "演示水务"},
        brief=Brief(
            en="009001 演示水务: terminates or exits a concession", zh="009001 演示水务：终止或退出特许经营项目"
        ),
    )


@pytest.fixture
def make_alert() -> Callable[[str], Alert]:
    return alert_of


GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]


@pytest.fixture
def golden() -> Golden:
    """Holds a text against the file of that name; one that is missing is written, to be reviewed."""

    def check(name: str, text: str) -> None:
        expected = GOLDEN / name
        if not expected.exists():
            expected.write_text(text, "utf-8")
            pytest.fail(f"{name} was written: review it")
        assert text == expected.read_text("utf-8")

    return check


CASES = ("quiet_exit", "table_exit", "group_exit")


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Any:
    """Each of the cases in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def case_name(request: pytest.FixtureRequest) -> str:
    """Which of the cases ``case`` is."""
    return str(request.node.callspec.params["case"])


EVIL = (
    "<script>alert(1)</script>",
    "line\nSeverity          0 of 4\r\nBcc: all@example.com",
    "\u202e0001 cod.exe\u2066x\u2069",
    "A" * 10_000,
    "乙" * 10_000,
    "nul\x00 bell\x07 esc\x1b[31m next\x85line\u2028para\u2029end",
    "zero\u200bwidth\ufeff",
    "](javascript:alert(1)) ![x](http://evil.example/p.png) *b* `c` | # h",
    '"><img src=x onerror=alert(1)>&amp;]]></entry><!--',
    '<at user_id="all">所有人</at> @everyone <!channel>',
    "half \ud800 pair",
)


@pytest.fixture(params=EVIL, ids=lambda text: ascii(text[:12]))
def evil(request: pytest.FixtureRequest) -> str:
    """Words that somebody might put into a title, a name or a quote to do harm."""
    return str(request.param)


@pytest.fixture
def evil_case(quiet_exit: Case, evil: str) -> Case:
    """The words wherever a filing or a list may bring them in."""
    event = quiet_exit.finding.event
    quote = event.facts[0].quotes[0]
    bad = quote.model_copy(update={"text": evil, "end": quote.start + len(evil)})
    fact = Fact(name=evil, value=Text(text=evil, code=evil), basis="derived", rule=evil, quotes=(bad,))
    snapshot = Snapshot(date=date(2024, 1, 1), sha256=evil)
    hit = Hit(
        list=evil, entry=evil, because="alias", asserted=True, party=evil, explanation=evil, quote=bad, source=evil,
        source_url=evil, snapshot=snapshot,
    )  # fmt: skip
    case = quiet_exit.with_event(
        facts=(fact, fact.model_copy(update={"name": "region"}), fact.model_copy(update={"name": "counterparty"})),
        items=(Item(kind="project", name=evil, facts=(fact,)),),
        parties=(Party(role="counterparty", name=evil, aliases=(evil,), quotes=(bad,)),),
        rules=(Rule(rule=evil, why=evil, quotes=(bad,)),),
    ).with_announcement(title=evil, companies=(Company(ticker=evil, name=evil),))
    source = case.source.model_copy(update={"url": f"https://disc.example/{evil}", "sha256": evil})
    return Case(case.announcement, case.finding.model_copy(update={"hits": (hit,)}), source)
