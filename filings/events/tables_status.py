"""What a table's words say about the state of a project (项目状态)."""

from __future__ import annotations

import re

from filings.model.text import normalise

_END = "终止|解除|退出|解约|清退|退库|关停|关闭|作废|收回|取消|停止运营|停止合作|不再(?:执行|履行|实施|运营|合作)"
_STATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("disputed", re.compile(r"诉讼|仲裁|起诉|纠纷|争议|应诉|审理")),
    (
        "to_be_ended",
        re.compile(
            rf"(?:拟|将|待|计划|预计|准备|即将|申请|协商|商谈|洽谈|推进|办理)[^,。;]{{0,8}}?(?:{_END})"
            rf"|(?:{_END})(?:手续)?(?:办理|协商|洽谈|推进|进行|谈判)?中|终止谈判"
        ),
    ),
    ("operating", re.compile(rf"(?:未|尚未|没有|不)(?:提前)?(?:{_END})")),
    ("ended_early", re.compile(_END)),
    ("suspended", re.compile(r"暂停|中止|停工|停运|停建|缓建|搁置|停滞|暂缓|停产|停止")),
    (
        "completed",
        re.compile(
            r"(?:运营|合作|合同|服务|维护|质保)期?(?:限)?(?:已)?(?:届满|期满|到期|结束)|已到期|期满"
            r"|履行完毕|执行完毕|已(?:全部)?移交|已结项|已完结"
        ),
    ),
    (
        "operating",
        re.compile(
            r"运营|运行|运维|维护期|在建|建设中|执行中|履行中|实施中|施工|正常|继续|进行中"
            r"|推进|试运行|执行|履约|正在|回款期|服务期|建设期"
        ),
    ),
    ("completed", re.compile(r"(?<![未待])(?:完工|竣工|验收|交付|结项|完成|建成|到期|结束)")),
)


def status_code(text: str) -> str:
    """The closed code of a status: disputed, to_be_ended, ended_early, suspended, completed, operating, unknown.

    The first state that the words name counts, in the order of how much it tells: a dispute before an
    ending, an ending to come before one that came, an ending before the works that were finished earlier.
    """
    folded = normalise(text)
    for code, pattern in _STATES:
        if pattern.search(folded):
            return code
    return "unknown"
