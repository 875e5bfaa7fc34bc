"""Durations: 合作期10年, 运营期为20年, 期限三年 (期限)."""

from __future__ import annotations

import re

from filings.events.values.found import Found, limit
from filings.events.values.numerals import CHINESE_NUMERALS
from filings.model.facts import Text

_LABELS = (
    "合作期|特许经营期|特许期|经营期|运营维护期|运行维护期|维修维护期|运营期|运维期|维护期|服务期|质保期|建设期|租赁期|承包期|托管期|委托期|履行期|有效期"
    "|合同期|借款期|存续期|投资期|回购期|施工期|工期|期限|年限|周期|租期"
)
_NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|[{CHINESE_NUMERALS}]{{1,6}})"
_UNIT = r"(?:周年|年|个自然月|个月|个日历天|日历天|个工作日|工作日|个自然日|自然日|天|日|周)"
_LENGTH = (
    rf"{_NUMBER}(?:\([^()]{{1,6}}\))?(?:(?:-|~|至){_NUMBER})?{_UNIT}(?:零?{_NUMBER}个月)?(?:\({_NUMBER}{_UNIT}\))?"
    rf"(?:(?:-|~|至|到){_NUMBER}{_UNIT})?"
)
_TERM = re.compile(
    rf"(?P<label>(?:项目|合同|总)?(?:{_LABELS})(?:限)?)(?:\([^()]{{1,16}}\))?(?:总共|总计|共计|合计|均|分别|一般)?(?:为|是|:|不超过|约)*+(?:自[^,。;]{{1,24}}起)?[,]?(?:为|共|计)?(?P<length>{_LENGTH})(?![月\d])"
)
_DATE = re.compile(r"(?:19|20)\d\d年")


def find_terms(text: str, *, start: int = 0, end: int | None = None) -> list[Found[Text]]:
    """All durations that say what they are the duration of, in [start, end): label and length, as written."""
    return [
        Found(Text(text=match[0]), match.start(), match.end())
        for match in _TERM.finditer(text, start, limit(text, end))
        if not _DATE.match(match["length"])
    ]
