"""Make font/wqy-microhei-subset.ttf anew: ``python -m tests.authoring.subset_font wqy-microhei.ttc [MORE.txt …]``.

The whole font comes with Debian's fonts-wqy-microhei. The subset holds ASCII, the punctuation of filings, the 3,755
characters of GB 2312 level 1, and every character of the notices and of the texts that are named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
FONT = HERE / "font" / "wqy-microhei-subset.ttf"
_SIGNS = (
    "“”‘’—…·、。，；：？！（）《》〈〉【】〔〕「」『』％＋－＝＊／＆＃＠～￥○〇●■□◆△▲※√×÷±≥≤≠→①②③④⑤⑥⑦⑧⑨⑩℃㎡\u3000\u00a0"
)
_FULL_WIDTH = "".join(map(chr, range(0xFF10, 0xFF5B)))


def level_one() -> str:
    """The 3,755 most used characters, rows 16 to 55 of GB 2312."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(cell.decode("gb2312", errors="ignore") for cell in cells)


def characters(texts: Iterable[Path]) -> set[str]:
    """Everything that the subset should be able to show."""
    ascii_text = "".join(map(chr, range(0x20, 0x7F)))
    return set(ascii_text + _SIGNS + _FULL_WIDTH + level_one()).union(*(path.read_text("utf-8") for path in texts))


def write(whole: Path, texts: Iterable[Path]) -> int:
    """Write the subset and return its size in bytes."""
    font: TTFont = TTCollection(str(whole)).fonts[0]
    options = Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "vhea", "vmtx", "gasp"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={ord(one) for one in characters(texts) if one.isprintable() or one == "\u3000"})
    subsetter.subset(font)
    font.save(str(FONT))
    return FONT.stat().st_size


if __name__ == "__main__":
    sources = sorted((HERE / "notices").glob("*.txt"))
    size = write(Path(sys.argv[1]), [*sources, *map(Path, sys.argv[2:])])
    print(f"{FONT}: {size:,} bytes")
