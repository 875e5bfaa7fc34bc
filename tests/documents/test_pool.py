"""Reader processes: warm, limited, replaced on any death, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from filings.documents.limits import ReaderLimits
from filings.documents.pool import ReaderPool
from filings.documents.wire import Question, decode_question, encode_question
from filings.errors import NotAPdf, ReaderCrashed, ReaderTimeout, StoreError, TooLarge
from tests.documents.conftest import MakePdf, page_of

Save = Callable[[bytes], Path]
SHA = "ab" * 32


def children(pool: ReaderPool) -> list[int]:
    return [process._child.pid for process in pool._readers.processes]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(reached: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if reached():
            return True
        time.sleep(0.02)
    return False


def bomb() -> bytes:
    """A page that draws a form that draws a form …, each ten times the one before."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for level in range(9):
        inside = b"/F Do " * 12 if level < 8 else b"0 0 1 1 re f " * 10
        resources = b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + level) if level < 8 else b""
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s /Length %d >>\nstream\n%s\nendstream"
            % (resources, len(inside), inside)
        )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, made) for number, made in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size 99 >>\n%%EOF\n"


def test_one_warm_process_reads_one_file_after_the_other(pool: ReaderPool, make_pdf: MakePdf, save: Save) -> None:
    path = save(make_pdf(page_of("终止项目")))
    first = pool.read(path, sha256=SHA)
    before = children(pool)
    assert pool.read(path, sha256=SHA) == first
    assert children(pool) == before
    assert (first.sha256, first.pages[0].text) == (SHA, "终止项目")


def test_several_threads_read_at_once_with_no_more_processes_than_workers(
    pool: ReaderPool, make_pdf: MakePdf, save: Save
) -> None:
    paths = [save(make_pdf(page_of(f"第{n}号公告"))) for n in range(6)]
    texts: dict[int, str] = {}

    def read(index: int) -> None:
        texts[index] = pool.read(paths[index], sha256=SHA).pages[0].text

    threads = [threading.Thread(target=read, args=(index,)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {n: f"第{n}号公告" for n in range(6)}
    assert len(children(pool)) <= 2


def test_a_typed_error_comes_through_and_keeps_the_process(pool: ReaderPool, save: Save) -> None:
    with pytest.raises(NotAPdf) as caught:
        pool.read(save(b"<html>busy</html>"), sha256=SHA)
    before = children(pool)
    assert (caught.value.sha256, bool(caught.value.hint)) == (SHA, True)
    with pytest.raises(NotAPdf):
        pool.read(save(b"<html>busy</html>"), sha256=SHA)
    assert children(pool) == before


def test_a_killed_process_is_replaced(pool: ReaderPool, make_pdf: MakePdf, save: Save) -> None:
    path = save(make_pdf(page_of("终止项目")))
    pool.read(path, sha256=SHA)
    before = children(pool)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not any(process.alive for process in pool._readers.processes))
    assert pool.read(path, sha256=SHA).pages[0].text == "终止项目"
    assert not set(children(pool)) & set(before)


def test_a_file_that_eats_memory_or_time_takes_no_other_with_it(
    pool: ReaderPool, make_pdf: MakePdf, save: Save
) -> None:
    with pytest.raises((ReaderCrashed, ReaderTimeout)) as caught:
        pool.read(save(bomb()), sha256=SHA)
    assert (caught.value.sha256, bool(caught.value.hint)) == (SHA, True)
    assert pool.read(save(make_pdf(page_of("终止项目"))), sha256=SHA).pages[0].text == "终止项目"


def test_the_wall_limit_ends_a_stalled_process(limits: ReaderLimits, make_pdf: MakePdf, save: Save) -> None:
    path = save(make_pdf(page_of("终止项目")))
    with ReaderPool(limits.model_copy(update={"wall_seconds": 0.3})) as pool:
        stopper = threading.Thread(target=lambda: wait_until(lambda: stopped(pool)))
        stopper.start()
        with pytest.raises(ReaderTimeout, match=r"0\.3 seconds"):
            pool.read(path, sha256=SHA)
        stopper.join()
        assert children(pool) == []


def stopped(pool: ReaderPool) -> bool:
    pids = children(pool)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    return bool(pids)


def test_a_file_over_the_byte_cap_is_not_read_and_a_missing_one_is_named(
    limits: ReaderLimits, make_pdf: MakePdf, save: Save, tmp_path: Path
) -> None:
    with ReaderPool(limits.model_copy(update={"max_bytes": 100})) as pool:
        with pytest.raises(TooLarge, match="more than the 100") as caught:
            pool.read(save(make_pdf(page_of("终止项目"))), sha256=SHA)
        assert caught.value.sha256 == SHA
        with pytest.raises(StoreError, match=r"gone\.pdf"):
            pool.read(tmp_path / "gone.pdf", sha256=SHA)
        assert children(pool) == []


def test_the_page_cap_leaves_the_rest_unread(limits: ReaderLimits, make_pdf: MakePdf, save: Save) -> None:
    path = save(make_pdf(*(page_of(f"第{n}页内容") for n in range(5))))
    with ReaderPool(limits.model_copy(update={"max_pages": 3})) as pool:
        document = pool.read(path, sha256=SHA)
    assert (len(document.pages), document.page_count) == (3, 5)


def test_closing_the_pool_ends_its_processes(limits: ReaderLimits, make_pdf: MakePdf, save: Save) -> None:
    with ReaderPool(limits) as pool:
        pool.read(save(make_pdf(page_of("终止项目"))), sha256=SHA)
        pids = children(pool)
    assert pids
    assert not any(is_alive(pid) for pid in pids)


def test_a_path_that_is_no_utf8_reaches_the_reader() -> None:
    question = Question(path="/tmp/\udcff.pdf", sha256=SHA, pages=(1, 2), max_pages=3, cpu_seconds=4)
    assert decode_question(encode_question(question)) == question


PARENT = """
import sys, time
from pathlib import Path
from filings.documents.limits import ReaderLimits
from filings.documents.pool import ReaderPool
assert not {"pypdfium2", "pdfplumber", "pdfminer"} & set(sys.modules), "an engine in the parent"
pool = ReaderPool(ReaderLimits(
    memory_mb=512, cpu_seconds=5, wall_seconds=30, max_pages=9, max_bytes=10**7, workers=1))
pool.read(Path(sys.argv[1]), sha256="ab" * 32)
print(*[process._child.pid for process in pool._readers.processes], flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_parent_leaves_no_orphan(make_pdf: MakePdf, save: Save, how: signal.Signals) -> None:
    path = save(make_pdf(page_of("终止项目")))
    with subprocess.Popen([sys.executable, "-c", PARENT, str(path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        (child,) = map(int, parent.stdout.readline().split())
        assert is_alive(child)
        assert os.getsid(child) == child  # a Ctrl-C in the terminal does not reach it
        parent.send_signal(how)
        parent.wait()
    assert wait_until(lambda: not is_alive(child))
