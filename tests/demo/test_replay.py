"""Rows of a CSV, replayed as if they arrived today."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from filings.demo.replay import replay
from filings.demo.server import serve_demo
from filings.errors import UsageError
from filings.model import BEIJING
from tests.demo.conftest import Serve, file_of, rows_of

HEAD = "id,code,name,published,title,path\n"
GOOD = "8800000001,009001,演示水务,2024-12-12T00:00:00+08:00,关于某事的公告,-\n"


@pytest.fixture
def csv_of(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "rows.csv"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "pdf"
    folder.mkdir()
    for name, body in (("b.PDF", b"%PDF-b"), ("a.pdf", b"%PDF-a" * 1000), ("notes.txt", b"no")):
        (folder / name).write_bytes(body)
    return folder


def test_files_are_attached_in_turn_sorted_by_name(serve: Serve, many_rows: Path, documents: Path) -> None:
    server = serve(rows=many_rows, documents=documents)
    rows = sorted(rows_of(server), key=lambda row: row["annId"])
    first = rows[0]["annId"] - 8800000001
    bodies = [file_of(server, row).body[:6] for row in rows[:4]]
    in_turn = [b"%PDF-a", b"%PDF-b"]
    assert bodies == [in_turn[(row["annId"] - 8800000001) % 2] for row in rows[:4]]
    assert {row["attachSize"] for row in rows} == {6, 1}
    assert first >= 0


def test_without_a_folder_every_file_says_that_none_was_attached(serve: Serve, many_rows: Path) -> None:
    server = serve(rows=many_rows)
    row = rows_of(server)[0]
    body = file_of(server, row).body
    assert body.startswith(b"%PDF-")
    assert row["attachSize"] == round(len(body) / 1024)


def test_names_titles_and_times_are_those_of_the_row(serve: Serve, csv_of: Callable[[str], Path]) -> None:
    path = csv_of("\ufeff" + HEAD + GOOD + '8800000002,309002,虚 构,2024-12-11T17:20:10+08:00,"一，关于""甲"",乙",-\n')
    midnight, seconds = rows_of(serve(rows=path))
    assert (midnight["title"], midnight["publishTime"]) == ("演示水务：关于某事的公告", "2024-12-12 00:00:00")
    assert (seconds["title"], seconds["publishTime"]) == ('虚 构：一，关于"甲",乙', "2024-12-11 17:20:10")
    assert seconds["secName"] == ["虚 构"]


def test_only_shenzhen_shares_are_listed_and_the_rest_is_counted(
    csv_of: Callable[[str], Path], caplog: pytest.LogCaptureFixture
) -> None:
    other = GOOD.replace("8800000001,009001", "8800000003,600001")
    with caplog.at_level(logging.INFO, "filings.demo"), serve_demo(None, rows=csv_of(HEAD + GOOD + other)) as server:
        assert server.left_out == 1
        assert len(rows_of(server)) == 1
    assert "1 filings are listed, 1 rows of other exchanges are left out" in caplog.text


def test_one_id_under_two_codes_is_one_filing_of_two(csv_of: Callable[[str], Path]) -> None:
    listings, _ = replay(csv_of(HEAD + GOOD + GOOD.replace("009001,演示水务", "009002,演示水二") + GOOD), None)
    assert [(one.codes, one.names) for one in listings] == [(("009001", "009002"), ("演示水务", "演示水二"))]


def test_rows_that_bear_a_midnight_arrive_the_evening_before(serve: Serve, many_rows: Path) -> None:
    moment = [datetime(2024, 12, 11, 15, 59, tzinfo=BEIJING)]
    server = serve(clock=lambda: moment[0], rows=many_rows)
    counts = []
    for hour, minute in ((15, 59), (18, 0), (21, 31)):
        moment[0] = moment[0].replace(hour=hour, minute=minute)
        counts.append(sum(len(rows_of(server, pageNum=number)) for number in (1, 2, 3)))
    assert counts[0] == 0
    assert 26 < counts[1] < 120
    assert counts[2] == 130
    assert [one.arrives for one in server.listings] == [one.arrives for one in serve(rows=many_rows).listings]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,code,title\n", r"rows.csv, line 1: the columns name, published, path are missing"),
        ("", "columns id, code"),
        (HEAD + GOOD + "8800000002,009002,x\n", "line 3: too many or too few cells"),
        (HEAD + GOOD.replace("-\n", "-,more\n"), "line 2: too many or too few cells"),
        (HEAD + GOOD.replace("8800000001", "88x"), "line 2: the id '88x' is no number"),
        (HEAD + GOOD.replace("009001", "00900"), "line 2: a row needs a code"),
        (HEAD + GOOD.replace("关于某事的公告", " "), "line 2: a row needs"),
        (HEAD + GOOD.replace("2024-12-12T00", "yesterday"), "line 2: published is 'yesterday"),
        (HEAD + '8800000001,009001,"a"b,c,d,e\n', "line 2"),
        (HEAD + GOOD.replace("009001", "600001"), "no row of a Shenzhen share"),
    ],
)
def test_a_broken_csv_is_named_with_its_line_and_the_next_step(
    csv_of: Callable[[str], Path], text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said) as caught, serve_demo(None, rows=csv_of(text)):
        pass
    assert "rows.csv" in caught.value.message
    assert caught.value.hint


def test_missing_and_unreadable_inputs_are_named(tmp_path: Path, csv_of: Callable[[str], Path]) -> None:
    good = csv_of(HEAD + GOOD)
    (tmp_path / "gbk.csv").write_bytes((HEAD + GOOD).encode("gb18030"))
    (tmp_path / "empty").mkdir()
    for rows, folder, said in (
        (tmp_path / "none.csv", None, "none.csv cannot be read"),
        (tmp_path / "gbk.csv", None, "not UTF-8"),
        (good, tmp_path / "none", "no folder"),
        (good, tmp_path / "empty", "holds no .pdf"),
        (good, good, "no folder"),
    ):
        with pytest.raises(UsageError, match=said) as caught, serve_demo(None, rows=rows, documents=folder):
            pass
        assert caught.value.hint


def test_ten_thousand_rows_are_read_in_and_listed_quickly(serve: Serve, csv_of: Callable[[str], Path]) -> None:
    lines = (
        f"{8800000001 + n},009{n % 1000:03},演示,2024-12-{1 + n // 1000:02}T00:00:00+08:00,题,-\n"
        for n in range(10_000)
    )
    started = time.monotonic()
    server = serve(rows=csv_of(HEAD + "".join(lines)))
    assert len(rows_of(server, pageNum=200)) == 50
    assert len(rows_of(server, seDate=["2024-12-10", "2024-12-10"], pageNum=20)) == 50
    assert time.monotonic() - started < 5


def test_the_measuring_stream_is_replayed_whole(measure_data: Path, serve: Serve) -> None:
    server = serve(rows=measure_data / "titles" / "stream.csv", documents=measure_data / "pdf")
    pages = [rows_of(server, seDate=["2026-08-11", "2026-08-11"], pageNum=number) for number in range(1, 15)]
    rows = [row for page in pages for row in page]
    assert len({row["annId"] for row in rows}) == len(rows) == 621
    assert server.left_out > 3000
