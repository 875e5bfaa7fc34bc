"""The committed PDFs are what their sources give, byte by byte."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest

from tests.authoring import build, source
from tests.authoring.subset_font import FONT
from tests.authoring.typeset import pdf

TARGETS = list(build.targets())
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def unpacked(data: bytes) -> list[bytes]:
    """The content of every compressed stream: another zlib may pack the same content otherwise."""
    found = []
    for packed in _STREAM.findall(data):
        try:
            found.append(zlib.decompressobj().decompress(packed))
        except zlib.error:
            found.append(packed)
    return found


@pytest.mark.parametrize(("path", "target"), TARGETS, ids=[path.stem for path, _ in TARGETS])
def test_a_committed_pdf_is_what_its_source_gives(path: Path, target: Path) -> None:
    made, committed = pdf(source.read(path)), target.read_bytes()
    advice = f"python -m tests.authoring.build makes {target.name} anew"
    assert made == committed or unpacked(made) == unpacked(committed), advice


def test_the_catalogue_is_what_the_sources_give() -> None:
    notices = [(source.read(path), target.read_bytes()) for path, target in TARGETS if path.parent == build.NOTICES]
    assert (build.SHIPPED / "catalogue.toml").read_text("utf-8") == build.catalogue(notices)


def test_no_pdf_lies_about_without_a_source() -> None:
    made = {target for _, target in TARGETS}
    assert {*build.SHIPPED.glob("*.pdf"), *build.SHIPPED_ODD.glob("*.pdf")} <= made


def test_the_same_source_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    copy = tmp_path / "notice.txt"
    original = build.NOTICES / "five-projects-exit.txt"
    copy.write_bytes(original.read_bytes())
    command = [sys.executable, "-m", "tests.authoring.build", str(copy)]
    done = subprocess.run(command, cwd=build.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "1 PDFs written\n"
    assert (tmp_path / "notice.pdf").read_bytes() == pdf(source.read(original))


def test_the_font_is_small_and_has_its_licence() -> None:
    assert FONT.stat().st_size < 1_000_000
    assert "Apache License" in (FONT.parent / "LICENSE.txt").read_text("utf-8")


def text_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def written(tmp_path: Path, body: str, head: str = "") -> source.Source:
    path = tmp_path / "notice.txt"
    path.write_text(f'+++\ntitle = "标题"\n{head}\n+++\n\n{body}\n', "utf-8")
    return source.read(path)


def test_a_table_goes_on_over_pages_with_its_header_if_wanted(tmp_path: Path) -> None:
    rows = "\n".join(f"| 第{n}行 | {n}.00 |" for n in range(90))
    table = f"| 名称 | 金额列 |\n|:----|---:|\n{rows}"
    plain = text_of(pdf(written(tmp_path, table)))
    assert [text.count("金额列") for text in plain] == [1] + [0] * (len(plain) - 1)
    repeated = text_of(pdf(written(tmp_path, f"@repeat\n{table}")))
    assert len(repeated) > 1
    assert all(text.count("金额列") == 1 for text in repeated)
    for pages in (plain, repeated):
        assert [int(n) for n in re.findall(r"第(\d+)行", "".join(pages))] == list(range(90))


def test_joined_cells_keep_their_text_once(tmp_path: Path) -> None:
    table = "| 组 | 甲乙 | < |\n| ^ | 甲 | 乙 |\n|--|--|--|\n| 一 | 二 | 三 |\n| ^ | 四 | ^ |"
    (text,) = text_of(pdf(written(tmp_path, table)))
    words = re.findall("[组甲乙一二三四]+", text.partition("标题")[2])
    assert sorted(words) == sorted(["组", "甲乙", "甲", "乙", "一", "二", "三", "四"])


def test_a_row_higher_than_a_page_and_a_missing_glyph_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="higher than a page"):
        pdf(written(tmp_path, "| 甲 |\n|--|\n| " + "很长" * 2000 + " |"))
    with pytest.raises(ValueError, match="subset_font"):
        pdf(written(tmp_path, "龘"))


@pytest.mark.parametrize(
    ("body", "said"),
    [("| 甲 | 乙 |\n|--|--|\n| 一 |", "equally many cells"), ("| 甲 |\n| 一 |", "line of dashes"), ("@pag", "neither")],
)
def test_a_source_that_is_not_understood_is_named(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        written(tmp_path, body)
    assert "notice.txt" in str(caught.value)
    (tmp_path / "bare.txt").write_text("no head", "utf-8")
    with pytest.raises(ValueError, match="two lines"):
        source.read(tmp_path / "bare.txt")


def test_lines_of_a_paragraph_are_joined_and_numbered_ones_begin_a_new_one(tmp_path: Path) -> None:
    read = written(tmp_path, "甲\n乙 A\nB丙\n1、丁\n（二）戊\n\n# 己\n> 庚\n@page\n@space 12")
    assert [(b.kind, b.text) for b in read.blocks if isinstance(b, source.Paragraph)] == [
        ("text", "甲乙 A B丙"),
        ("text", "1、丁"),
        ("text", "（二）戊"),
        ("heading", "己"),
        ("right", "庚"),
    ]
    assert [b.points for b in read.blocks if isinstance(b, source.Gap)] == [None, 12.0]
    assert len(text_of(pdf(read))) == 2


def test_no_line_begins_with_a_closing_sign_and_numbers_stay_whole(tmp_path: Path) -> None:
    body = "金额为12,345.67万元，其余（含税）不变。" * 12
    (text,) = text_of(pdf(written(tmp_path, body, "pages = 'none'")))
    lines = [line for line in re.split(r"[\r\n]+", text) if line][2:]
    assert len(lines) > 5
    assert not any(line[0] in "，。）" for line in lines)
    assert not any(line.endswith("（") for line in lines)
    assert sum(line.count("12,345.67") for line in lines) == 12
