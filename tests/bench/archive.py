"""An invented archive to measure with: filings over ten years, some with bodies, some of those decided.

All words are invented; the same seed makes the same archive. Building goes on where it was stopped.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import func, select

from filings.model import Announcement, Company, Document, Event, Fact, Finding, Leg, Rule, Text, Triage
from filings.store import bulk, progress, schema
from filings.store.database import Database, Transaction
from filings.store.progress import At

START = datetime(2015, 12, 31, 16, tzinfo=UTC)
SEEN = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 3652
EVERY = 20
"""Each so many-th filing has a body, each tenth of those an event."""


def words(text: str) -> list[str]:
    """The words of a text, one or several in a line."""
    return text.split()


PLACES = [
    f"{first}{second}"
    for first in "望青砚临白云鹿松雁澄平竹星晴柳霞远南北东岚沧梧栖"
    for second in "鹭屿池霁泷栖泉陵石江岚溪渚川堤浦山屏渡篱港"
]
TRADES = words("水务 环保 能源 科技 生态 园林 建设 材料 医药 农业 光电 装备 智能 传媒 物流 文旅")
DEEDS = words("""
    终止 解除 调整 变更 延期 签订 中止 转让 出售 收购 投资 注销 清算 核销 豁免 增资 减持 增持 质押 冻结 拍卖 划转 置换
    托管 退出 关停 续签 撤销 追加 缩减 受让 挂牌 竞拍 租赁 赎回 兑付 展期 重整 和解 索赔
""")
THINGS = words("""
    特许经营协议 污水处理项目 垃圾焚烧项目 产业园项目 募集资金投资项目 股权转让协议 框架协议 重大合同 战略合作协议
    全资子公司股权 闲置房产 生产设备 光伏电站 PPP项目 EPC总承包合同 土地使用权 应收账款 债权 信托份额
""")
ENDS = words("""
    的公告 的进展公告 的提示性公告 暨关联交易的公告 的补充公告 的议案 的核查意见 的独立意见 的法律意见书 情况的说明
""")
ROUTINE = words("""
    董事会第{n}次会议决议公告 监事会第{n}次会议决议公告 关于召开第{n}次临时股东会的通知 {y}年半年度报告
    {y}年年度报告摘要 关于控股股东部分股份质押的公告 关于使用闲置资金购买理财产品的公告 关于回购股份进展的公告
    投资者关系活动记录表 关于获得政府补助的公告 关于为子公司提供担保的公告 关于变更签字会计师的公告
    第{n}期员工持股计划的公告
""")
CLAUSES = words("""
    公司于{y}年{m}月与{p}人民政府签订了{t} 经双方友好协商 决定{d}该事项 合同总金额为{a}万元
    截至本公告日累计投入{a}万元 本次{d}不构成关联交易 不会对公司本期利润产生重大影响 尚需提交股东会审议
    {p}{r}有限公司为项目实施主体 双方互不承担违约责任 由于市场环境发生变化 为优化资源配置 公司将依法履行信息披露义务
    账面价值为{a}万元 评估增值率为{n}% 交易价格以评估结果为基础 董事会以{n}票同意审议通过了该议案
    独立董事发表了同意的意见 敬请广大投资者注意投资风险 {p}项目尚未开工建设 剩余资金{a}万元转入专户
    债权债务由{p}{r}集团承接 {t}自签署之日起生效 已于{y}年{m}月完成工商变更登记
""")
OPENED = Triage(decision="open", reason="the title says so", rule="act", acts=("termination",), certainty="title")
SKIPPED = Triage(decision="skip", reason="a routine filing", rule="routine", role="meeting")


def fill(database: Database, count: int, bodies: int, name: str) -> bool:
    """Bring an archive to ``count`` filings and ``bodies`` bodies, however many it has; whether any was missing."""
    with database.read() as tx:
        stored = tx.scalar(select(func.count()).select_from(schema.filings)) or 0
        read = tx.scalar(select(func.count()).select_from(schema.documents)) or 0
    for first in bar(range(stored, count, 5000), f"{name}: filings", 5000):
        list_some(database, [filing(n, count) for n in range(first, min(first + 5000, count))])
    for first in bar(range(read, bodies, 50), f"{name}: bodies", 50):
        with database.write() as tx:
            for n in range(first, min(first + 50, bodies)):
                body_of(tx, 1 + n * EVERY % count)
    return stored < count or read < bodies


def list_some(database: Database, rows: list[tuple[Announcement, Triage]]) -> None:
    """Store listed rows the way pages of history are stored."""
    with database.write() as tx:
        bulk.see_many(tx, rows, channel="listedNotice_disc")


def filing(number: int, count: int) -> tuple[Announcement, Triage]:
    """The invented filing of that number; they lie evenly over ten years, at midnight like most real ones."""
    chance = random.Random(number)
    place, trade = chance.choice(PLACES), chance.choice(TRADES)
    deed = chance.random() < 0.15
    if deed:
        title = f"关于{chance.choice(DEEDS)}{chance.choice(PLACES)}{chance.choice(THINGS)}{chance.choice(ENDS)}"
    else:
        title = chance.choice(ROUTINE).format(n=chance.randint(1, 60), y=2016 + number * 10 // count)
    announcement = Announcement(
        source="szse",
        source_id=f"{1200000000 + number}",
        companies=(Company(ticker=f"{1000 + number * 7919 % 3000:06d}.SZ", name=f"{place}{trade}"),),
        title=title,
        published=START + timedelta(days=number * DAYS // count),
        first_seen=SEEN,
        document_path=f"/disc/{number}.PDF",
        size_kb=120,
    )
    return announcement, OPENED if deed else SKIPPED


def body_of(tx: Transaction, key: int) -> None:
    """Give the filing of that key a body of five pages, and each tenth of them an event."""
    chance = random.Random(key)
    document = Document.from_text(*(page(chance) for _ in range(5)))
    progress.save_fetched(tx, At(key=key), sha256=document.sha256, size=400_000, url="http://x", now=SEEN)
    progress.save_read(tx, At(key=key), document, body=b"", now=SEEN)
    if chance.random() < 0.1:
        event = event_of(key, document, chance)
        progress.save_detected(tx, At(key=key), event, now=SEEN)
        severity = chance.randint(0, 4)
        finding = Finding(event=event, severity=severity, severity_sum=severity, severity_parts=(), screened_with="x")
        progress.save_screened(tx, At(key=key), finding, now=SEEN)


@cache
def pool() -> tuple[str, ...]:
    """Twenty thousand invented clauses."""
    chance = random.Random(1)
    return tuple(
        clause.format(
            y=chance.randint(2010, 2025),
            m=chance.randint(1, 12),
            n=chance.randint(1, 99),
            a=f"{chance.randint(10, 99999)}.{chance.randint(10, 99)}",
            p=chance.choice(PLACES),
            t=chance.choice(THINGS),
            d=chance.choice(DEEDS),
            r=chance.choice(TRADES),
        )
        for clause in chance.choices(CLAUSES, k=20_000)
    )


def page(chance: random.Random) -> str:
    """About 960 characters."""
    return "，".join(chance.choices(pool(), k=60)) + "。"


def event_of(key: int, document: Document, chance: random.Random) -> Event:
    """A flagged termination at an invented place."""
    quote = document.quote(1, 0, 4)
    region = Fact(name="region", value=Text(text=f"{chance.choice(PLACES)}市"), quotes=(quote,))
    return Event(
        event_id=f"{1200000000 + key - 1}-1",
        source="szse",
        source_id=f"{1200000000 + key - 1}",
        disposition="flag",
        legs=(Leg(act=chance.choice(("termination", "disposal", "debt")), object="concession", quotes=(quote,)),),
        facts=(region,),
        rules=(Rule(rule="ends", why="the project ends"),),
        detector="1",
    )


def bar(steps: range, name: str, size: int) -> Iterator[int]:
    """The steps, with done, rate and remaining time on stderr."""
    start = time.monotonic()
    for done, step in enumerate(steps):
        yield step
        rate = (done + 1) * size / max(1e-6, time.monotonic() - start)
        left = (len(steps) - done - 1) * size / rate
        end = "\n" if done + 1 == len(steps) else ""
        print(f"\r{name} {step + size:,} · {rate:,.0f}/s · {left:.0f} s left   ", end=end, file=sys.stderr, flush=True)


def opened(folder: Path) -> Database:
    """The SQLite archive in a folder."""
    return Database.open(f"sqlite:///{folder}/filings.db", create=True)
