"""Measures lists of 100,000 entries: ``python tests/bench/screening.py``.

Prints the time and memory of loading one (aims: 2 s, 150 MB), of screening one event with twenty parties against
it (5 ms), and of screening 10,000 events again (60 s); the store's share of a re-screening is not in it.
"""

from __future__ import annotations

import csv
import gc
import random
import resource
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from filings.model import Announcement, Company, Event, Part, Party
from filings.watchlists import romanise
from filings.watchlists.load import load
from filings.watchlists.model import WatchLists
from filings.watchlists.screen import screen

SHIPPED = Path(__file__).parent.parent.parent / "config" / "watchlists"
HAN = (
    "广华大鑫泰福隆金宏盛威康美源通顺永安平和天地人东西南北中高新海江河山水云龙凤马牛羊春夏秋冬红黄蓝绿白青紫星月日光明亮"
    "正方圆长远达成功立业兴旺发财富贵荣耀辉煌伟博雅智慧信义诚德善仁礼孝忠良友爱家国民众合同力心志强健康乐喜悦欢庆祥瑞吉利"
)
"""Characters that brands are made of."""
PLACES = ("浙江", "北京", "新疆", "洛浦", "深圳市", "")
TRADES = ("科技", "电子技术", "建设工程", "物流", "纺织")
CITIES = ("Zhejiang ", "Beijing ", "Xinjiang ", "Luopu ", "Shenzhen ", "")
GLOSSES = ("Technology", "Electronic Technology", "Engineering", "Logistics", "Textile")
ENTRIES = 100_000
EVENTS = 10_000
TODAY = date(2024, 12, 23)


def write_list(folder: Path) -> None:
    chance = random.Random(1)
    (folder / "large.toml").write_text('name = "Large"\nkind = "restricted"\nfile = "large.csv"\n', "utf-8")
    with (folder / "large.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "alt_names", "start_date", "federal_register_notice", "license_policy"])
        for number in range(ENTRIES):
            latin = romanise.spell("".join(chance.choices(HAN, k=chance.randint(2, 4)))).title()
            han = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(chance.randint(2, 4)))
            chinese = f"{chance.choice(PLACES)}{han}{chance.choice(TRADES)}有限公司"
            english = f"{chance.choice(CITIES)}{latin} {chance.choice(GLOSSES)} Co., Ltd."
            name = chinese if number % 3 == 0 else english
            writer.writerow([name, f"{latin} Trading" if number % 2 else "", "2020-01-01", "85 FR 1", "denial"])


def event_of(chance: random.Random, number: int, parties: int) -> tuple[Event, Announcement]:
    """An event with invented companies whose brands sound like many of the list's."""
    named = tuple(
        Party(
            role="project_company",
            name=f"{chance.choice(PLACES)}{''.join(chance.choices(HAN, k=3))}{chance.choice(TRADES)}有限公司",
            aliases=("项目公司",),
        )
        for _ in range(parties)
    )
    part = Part(part="base", points=3, why="a government project")
    event = Event(
        event_id=f"{number}-1", source="szse", source_id=str(number), disposition="flag", detector="bench",
        parties=named, materiality=3, materiality_parts=(part,),
    )  # fmt: skip
    now = datetime(2024, 12, 23, tzinfo=UTC)
    announcement = Announcement(
        source="szse", source_id=str(number), companies=(Company(ticker="002415.SZ", name="海康威视"),), title="公告",
        published=now, first_seen=now, document_path="",
    )  # fmt: skip
    return event, announcement


def loading(folder: Path) -> WatchLists:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, worked = time.perf_counter(), time.process_time()
    lists = load([SHIPPED, folder])
    took, cpu = time.perf_counter() - began, time.process_time() - worked
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"load         {ENTRIES:,} entries: {took:.2f} s ({cpu:.2f} s of CPU), {grown:.0f} MB more")
    return lists


def one_event(lists: WatchLists) -> None:
    chance = random.Random(2)
    began = time.perf_counter()
    screen(*event_of(chance, 0, 20), lists, today=TODAY)
    print(f"first        event, with the readings of characters to be loaded: {time.perf_counter() - began:.2f} s")
    times = []
    for number in range(300):
        event, announcement = event_of(chance, number, 20)
        began = time.process_time()
        screen(event, announcement, lists, today=TODAY)
        times.append(time.process_time() - began)
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    median = statistics.median(times)
    print(f"screen       an event with 20 parties: median {median * 1000:.2f} ms, p99 {p99 * 1000:.2f} ms of CPU")


def many_events(lists: WatchLists) -> None:
    chance = random.Random(3)
    events = [event_of(chance, number, chance.choice((1, 2, 3, 4, 8))) for number in range(EVENTS)]
    gc.collect()
    began, worked = time.perf_counter(), time.process_time()
    hits = sum(len(screen(event, announcement, lists, today=TODAY).hits) for event, announcement in events)
    took, cpu = time.perf_counter() - began, time.process_time() - worked
    print(f"screen again {EVENTS:,} events: {took:.1f} s ({cpu:.1f} s of CPU), {hits:,} hits")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        write_list(Path(name))
        lists = loading(Path(name))
    one_event(lists)
    many_events(lists)


if __name__ == "__main__":
    main()
