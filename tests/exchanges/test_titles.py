from __future__ import annotations

import json
from pathlib import Path

import pytest

from filings.exchanges.titles import split_title


@pytest.mark.parametrize(
    ("listed", "names", "title"),
    [
        ("演示科技：关于终止项目的公告", ["演示科技"], "关于终止项目的公告"),
        ("万科Ａ：年度报告", ["万科A"], "年度报告"),
        ("万  科A：年度报告", ["万科Ａ"], "年度报告"),
        ("五\N{NO-BREAK SPACE}粮 液：年度报告", ["五粮液"], "年度报告"),
        ("演示科技:半角冒号的公告", ["演示科技"], "半角冒号的公告"),
        ("演示科技： 前面有空格", ["演示科技"], "前面有空格"),
        ("*ST正邦：关于重整的公告", ["正邦科技"], "关于重整的公告"),
        ("正邦科技：关于重整的公告", ["*ST正邦"], "关于重整的公告"),
        ("ST南糖：公告", ["南宁糖业"], "公告"),
        ("＊ＳＴ演示：公告", ["*ST演示"], "公告"),
        ("N演示：上市首日提示", ["演示"], "上市首日提示"),
        ("演示B：公告", ["演示A"], "公告"),
        ("甲公司、乙公司：联合公告", ["甲公司", "乙公司"], "联合公告"),
        ("演示科技：演示科技：重复的前缀", ["演示科技"], "演示科技：重复的前缀"),
        ("沪深300ETF演示：季度报告", ["沪深300ETF演示"], "季度报告"),
        ("演示科技：H股公告：月报表", ["演示科技"], "H股公告：月报表"),
        ("演示科技：2026-086：关于利率调整的公告", ["演示科技"], "2026-086：关于利率调整的公告"),
    ],
)
def test_the_company_before_the_colon_is_taken_off(listed: str, names: list[str], title: str) -> None:
    assert split_title(listed, names)[1] == title


@pytest.mark.parametrize(
    "listed",
    [
        "没有前缀的公告",
        "2026-086：关于利率调整的公告",
        "H股公告：截至七月三十一日的月报表",
        "某律所：关于演示科技的法律意见书",
        "关于重大资产重组的提示性公告：第二次",
        "演示科技：",
        "：没有名字",
    ],
)
def test_a_real_part_of_the_title_stays(listed: str) -> None:
    assert split_title(listed, ["演示科技"]) == (None, listed)


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("演示科技：公告", "演示科技"),
        ("*ST演示：公告", "*ST演示"),
        ("万科Ａ：公告", "万科Ａ"),
        ("TCL集团：公告", "TCL集团"),
        ("2026-086：公告", None),
        ("H股公告：公告", None),
        ("法律意见书：公告", None),
        ("关于召开会议：公告", None),
        ("20231231：公告", None),
        ("第三届董事会第二次会议：公告", None),
    ],
)
def test_without_names_only_the_form_of_a_name_counts(listed: str, name: str | None) -> None:
    assert split_title(listed, [])[0] == name


def test_the_prefixes_of_real_titles_are_recognised(measure_data: Path) -> None:
    path = measure_data / "api-samples" / "szse" / "titles_urls_120_companies_2018-2025.json"
    titles = [row["title"] for row in json.loads(path.read_text("utf-8"))]
    prefixed = [title for title in titles if "：" in title]
    assert len(prefixed) > 1500
    assert [title for title in prefixed if split_title(title, [])[0] is None] == []
