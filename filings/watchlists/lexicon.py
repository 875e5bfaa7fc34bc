"""Legal forms at the end of company names, and the signs that two spellings of one name may differ in. PURE."""

from __future__ import annotations

import re

FORMS = {
    "股份有限公司": "joint-stock",
    "有限责任公司": "limited",
    "有限公司": "limited",
    "集团公司": "company",
    "总公司": "company",
    "公司": "company",
    "有限合伙": "partnership",
    "特殊普通合伙": "partnership",
    "普通合伙": "partnership",
    "合伙企业": "partnership",
    "股份": "",
}
"""Legal form at a name's end → its kind; 股份 ends short names too and says nothing."""

_LATIN_FORMS = """
co ltd limited company corporation corp inc incorporated llc plc gmbh ag sa bv pte joint stock the and of
coltd
"""
LATIN_FORMS = frozenset(_LATIN_FORMS.split())
"""Words of a legal form, and those that say nothing."""
LATIN_LEGAL = frozenset({"ltd", "limited", "inc", "incorporated", "llc", "plc", "coltd", "corp", "corporation"})
"""Words that make a name a registered one."""
PUNCTUATION = {ord(c): None for c in " \t\r\n.,;:'\"`’‘“”·•・-_/&+*()[]<>!#$%=?@^{|}~\\《》、，。；：（）〔〕【】"}
"""What two spellings of one name may differ in."""

HAN = re.compile(r"[\u3400-\u9fff]")
"""A Chinese character."""
