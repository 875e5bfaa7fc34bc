"""Chinese into Latin letters: readings of a character, and pinyin of a name as it is read. PURE.

pypinyin is asked only when a name in the other script is compared: its import costs a fifth of a second.
"""

from __future__ import annotations

from functools import lru_cache

from filings.watchlists.brands import LATIN, LONGEST
from filings.watchlists.placenames import SPELLINGS

READINGS = {
    "乌什": "wushi",
    "单县": "shanxian",
    "浚县": "xunxian",
    "莘县": "shenxian",
    "厦门": "xiamen",
    "重庆": "chongqing",
    "长沙": "changsha",
    "六安": "luan",
    "蚌埠": "bengbu",
    "东阿": "donge",
    "尉犁": "yuli",
    "铅山": "yanshan",
    "歙县": "shexian",
    "郫县": "pixian",
    "大埔": "dabu",
    "番禺": "panyu",
    "枞阳": "zongyang",
    "长治": "changzhi",
    "长安": "changan",
    "长虹": "changhong",
    "银行": "yinhang",
    "重工": "zhonggong",
}
"""Words whose characters are read otherwise than pypinyin does (乌什 "wushen", 单县 "danxian", 浚县 "junxian")."""
_OTHER_READINGS = """
单 shan chan · 乐 le yue · 长 chang zhang · 重 zhong chong · 行 hang xing · 厦 xia · 什 shi · 浚 xun · 莘 shen
朝 chao · 都 du dou · 会 hui kuai · 车 che ju · 系 xi · 埠 bu · 六 lu · 尉 yu
铅 yan · 番 pan · 覃 qin tan · 翟 di · 盖 ge · 解 jie · 区 ou · 宿 xu
台 tai · 查 zha · 祭 zhai · 蔚 yu · 柏 bo · 伽 qie jia ga · 龟 qiu · 佛 fu · 晟 cheng · 勒 le lei · 奇 ji · 大 dai
传 zhuan · 数 shuo · 调 tiao · 种 zhong chong · 畜 chu xu · 参 shen can · 露 lou · 率 shuai · 纶 guan · 阿 e · 珲 hui
牟 mu · 涡 guo · 栖 xi · 堡 bu pu · 埔 pu bu · 洞 tong · 氏 zhi · 曲 qu · 藏 zang cang · 降 xiang · 弹 tan · 石 dan
薄 bo · 仇 qiu · 曾 ceng · 沈 chen · 盛 cheng · 虹 jiang · 红 gong · 万 mo · 令 ling · 华 hua · 银 yin · 地 di de
"""
_OTHERS = {
    said.split()[0]: tuple(said.split()[1:]) for said in _OTHER_READINGS.replace("\n", "·").split("·") if said.strip()
}
"""Characters of names with further readings in use; the rare ones of a dictionary would make strangers sound alike."""
_OWN = {**LATIN}
for _place, _spellings in SPELLINGS.items():
    _OWN[_place] = (*_OWN.get(_place, ()), *_spellings)
"""Chinese words that are not written by pinyin alone: brands, and places as atlases spell them."""
_LONGEST = max(LONGEST, *map(len, SPELLINGS))


@lru_cache(maxsize=32768)
def readings(character: str) -> tuple[str, ...]:
    """The readings of one character without tones; ``ü`` as v, yu and u, as lists write it (吕 Lv, Lyu, Lu)."""
    if character.isascii():
        return (character.casefold(),)
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - see above

    every = [*lazy_pinyin(character, style=Style.NORMAL), *_OTHERS.get(character, ())]
    every.extend([reading.replace("v", other) for reading in every if "v" in reading for other in ("u", "yu")])
    return tuple(dict.fromkeys(every))


@lru_cache(maxsize=4096)
def spell(text: str) -> str:
    """The pinyin of a name, squashed, as it is usually read: ``厦门`` → ``xiamen``."""
    for word, reading in READINGS.items():
        if word in text:
            before, _, after = text.partition(word)
            return spell(before) + reading + spell(after)
    if not text:
        return ""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - see above

    return "".join(lazy_pinyin(text, style=Style.NORMAL)).casefold()


@lru_cache(maxsize=65536)
def ends(text: str, letters: str) -> tuple[tuple[int, int, bool], ...]:
    """How far ``text`` can be read from the start of squashed Latin ``letters``.

    Each (characters, letters, whether a brand was written its own way): 海视鼎鑫 in ``haishidingxin…`` gives
    (1, 3, no), (2, 6, no) and so on. Brands and places of the tables count as a whole.
    """
    reached: dict[int, dict[int, bool]] = {0: {0: False}}
    found: list[tuple[int, int, bool]] = []
    for at in range(len(text) + 1):
        for position, own in reached.pop(at, {}).items():
            if at:
                found.append((at, position, own))
            for size, letters_read, branded in _next(text, at, letters, position):
                steps = reached.setdefault(at + size, {})
                steps[position + letters_read] = steps.get(position + letters_read, False) or own or branded
    return tuple(found)


def _next(text: str, at: int, letters: str, position: int) -> list[tuple[int, int, bool]]:
    """The pieces that can be read next: (characters, letters, brand)."""
    if at == len(text):
        return []
    steps = [(1, len(one), False) for one in readings(text[at]) if one and letters.startswith(one, position)]
    for size in range(min(_LONGEST, len(text) - at), 1, -1):
        word = text[at : at + size]
        steps += [
            (size, len(one), word in LATIN and one in LATIN[word])
            for one in _OWN.get(word, ())
            if letters.startswith(one, position)
        ]
    return steps
