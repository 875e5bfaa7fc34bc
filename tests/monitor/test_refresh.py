"""Lists fetched from a loopback server, a user's own list, and stored events screened again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from filings.archive import lists
from filings.errors import ConfigError, UsageError
from filings.monitor import refresh
from filings.settings import Settings, load
from filings.watchlists.load import copies_of
from filings.watchlists.load import load as load_lists

TABLE = "name,start_date\nDemo Works,2020-01-01\nDemo Water,2020-01-01\nDemo Wind,2020-01-01\n"


class Server:
    """What the next request is answered with, and what was asked."""

    def __init__(self) -> None:
        self.status, self.body = 200, TABLE
        self.asked: list[tuple[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, self.headers["User-Agent"]))
                body = server.body.encode()
                self.send_response(server.status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: object) -> None:
                """Quiet."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}/list.csv"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def settings(tmp_path: Path, server: Server) -> Settings:
    folder = tmp_path / "config" / "watchlists"
    folder.mkdir(parents=True)
    text = f'name = "Demo list"\nkind = "restricted"\nfile = "demo.csv"\nurl = "{server.url}"\nmax_shrink = 0.4\n'
    (folder / "demo.toml").write_text(text, "utf-8")
    return load(tmp_path)


def names(settings: Settings) -> list[str]:
    [one] = [one for one in load_lists(settings.watchlist_folders).lists if one.id == "demo"]
    return [entry.name for entry in one.entries]


def refreshed(settings: Settings) -> refresh.Refreshed:
    [report] = refresh.refresh_lists(settings, ("demo",), lambda _text: None)
    return report


def test_a_copy_is_fetched_dated_hashed_and_used(settings: Settings, server: Server) -> None:
    report = refreshed(settings)
    assert (report.state, report.problem) == ("refreshed", None)
    assert report.record["added"] == ["Demo Works", "Demo Water", "Demo Wind"]
    assert names(settings) == ["Demo Works", "Demo Water", "Demo Wind"]
    [copy] = copies_of(settings.watchlist_folders, "demo")
    assert copy.file == f"{copy.date}-{copy.sha256[:12]}.csv"
    assert server.asked[0][1].startswith("filings/")


def test_the_same_copy_is_kept_once(settings: Settings) -> None:
    refreshed(settings)
    assert refreshed(settings).state == "unchanged"
    assert len(copies_of(settings.watchlist_folders, "demo")) == 1


def test_a_new_copy_says_what_changed_and_the_old_one_stays_for_back_tests(settings: Settings, server: Server) -> None:
    refreshed(settings)
    server.body = TABLE.replace("Demo Wind", "Demo Sun").replace("Water,2020", "Water,2021")
    record = refreshed(settings).record
    assert (record["added"], record["removed"], record["changed"]) == (["Demo Sun"], ["Demo Wind"], ["Demo Water"])
    assert len(copies_of(settings.watchlist_folders, "demo")) == 2


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, "name\nDemo Works\n", "not believed"),
        (200, "name\n", "no entry"),
        (200, "<html>blocked</html>", "no column is called name"),
        (503, "", "answers 503"),
        (403, "", "refuses"),
    ],
)
def test_a_copy_that_cannot_be_believed_leaves_the_old_one(
    settings: Settings, server: Server, status: int, body: str, said: str
) -> None:
    refreshed(settings)
    server.status, server.body = status, body
    report = refreshed(settings)
    assert report.state == "kept"
    assert report.problem is not None
    assert said in report.problem
    assert len(names(settings)) == 3


def test_a_list_without_address_and_an_unknown_one_say_so(settings: Settings) -> None:
    with pytest.raises(ConfigError, match="no address"):
        refresh.refresh_lists(settings, ("companies",), lambda _text: None)
    with pytest.raises(ConfigError, match="no list 'nowhere'"):
        refresh.refresh_lists(settings, ("nowhere",), lambda _text: None)


def test_a_real_server_is_asked_by_nobody_without_a_name(settings: Settings) -> None:
    [report] = refresh.refresh_lists(settings, ("un",), lambda _text: None)
    assert (report.state, report.problem) == ("kept", "no contact is set for requests; the copy in use stays")


def test_a_list_of_ones_own_says_who_is_who(settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("supplier,code,note\n美亚柏科,,contract 1\n演示水务有限公司,,\n坏行,12,\n", "utf-8")
    list_id = refresh.add_list(settings, table, "My Suppliers")
    said = lists.answer(settings, list_id)
    assert list_id == "my_suppliers"
    assert [(one["entry"], one["issuers"][0]["code"]) for one in said["matched"]] == [("美亚柏科", "300188")]
    assert [one["entry"] for one in said["unlisted"]] == ["演示水务有限公司"]
    assert [row["line"] for row in said["refused"]] == [4]
    assert said["findings"] == []


def test_a_file_that_is_no_list_leaves_nothing_behind(settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ConfigError, match="no column is called name"):
        refresh.add_list(settings, table, "suppliers")
    table.write_text("name\n演示水务\n", "utf-8")
    with pytest.raises(UsageError):
        refresh.add_list(settings, table, "!!")
    with pytest.raises(ConfigError, match="also the name of"):
        refresh.add_list(settings, table, "Demo List")
    assert sorted(path.name for path in (tmp_path / "config" / "watchlists").iterdir()) == ["demo.toml"]
