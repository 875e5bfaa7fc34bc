from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from filings.errors import ConfigError, SourceUnavailable
from filings.exchanges import EXCHANGES, SourceConfig, Window, exchanges_from, manners
from filings.net import Hosts, Politeness, Portal

FOLDER = Path(__file__).parents[2] / "config" / "exchanges"
SHIPPED = FOLDER / "szse.toml"


def shipped() -> dict[str, Any]:
    return tomllib.loads(SHIPPED.read_text("utf-8"))


def test_the_shipped_file_names_every_setting_with_its_default() -> None:
    values = shipped()
    assert values.keys() == SourceConfig.model_fields.keys()
    config = SourceConfig.model_validate(values)
    for name, field in SourceConfig.model_fields.items():
        if not field.is_required() and name != "reconcile":
            assert getattr(config, name) == field.default, name
    assert [again.days for again in config.reconcile] == [7, 60, 400]


def test_every_setting_has_a_comment_above_it() -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    keys = [place for place, line in enumerate(lines) if line.partition(" = ")[0] in SourceConfig.model_fields]
    assert len(keys) == len(SourceConfig.model_fields)
    assert [lines[place] for place in keys if not lines[place - 1].startswith("# ")] == []


def test_the_second_source_names_every_setting_with_a_comment_too() -> None:
    text = (FOLDER / "cninfo.toml").read_text("utf-8")
    values = tomllib.loads(text)
    assert values.keys() == SourceConfig.model_fields.keys()
    config = SourceConfig.model_validate(values)
    assert (config.page_size, config.max_rows, config.outage_days) == (30, 3000, 1)
    assert config.connections <= 4
    assert config.parts[0] == ("szmb", "szcy")
    lines = text.splitlines()
    keys = [place for place, line in enumerate(lines) if line.partition(" = ")[0] in SourceConfig.model_fields]
    assert [lines[place] for place in keys if not lines[place - 1].startswith("# ")] == []


@pytest.mark.parametrize(
    ("own", "clients", "used"),
    [
        ("", "", ""),
        ("", "http://proxy.example:1", "http://proxy.example:1"),
        ("direct", "http://proxy.example:1", ""),
        ("http://other.example:2", "http://proxy.example:1", "http://other.example:2"),
        ("http://other.example:2", "", "http://other.example:2"),
    ],
)
def test_a_source_may_have_a_proxy_of_its_own_or_none(own: str, clients: str, used: str) -> None:
    config = SourceConfig.model_validate(shipped() | {"proxy": own})
    assert manners(config, Politeness(proxy=clients)).proxy == used


def test_the_breaker_is_the_sources() -> None:
    config = SourceConfig.model_validate(shipped() | {"breaker_failures": 7, "breaker_seconds": 5})
    kept = manners(config, Politeness())
    assert (kept.breaker_failures, kept.breaker_seconds) == (7, 5.0)


def test_the_time_outs_are_those_that_were_promised() -> None:
    config = SourceConfig.model_validate(shipped())
    assert (config.connect_timeout, config.read_timeout, config.document_timeout) == (10, 30, 120)
    assert (config.pace, config.connections) == (1.0, 4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"list_url": "www.szse.cn/list"},
        {"list_url": "ftp://szse.cn/"},
        {"list_url": "http://127.0.0.1:99999/"},
        {"document_url": ""},
        {"pace": -1},
        {"pace": "quick"},
        {"connections": 0},
        {"read_timeout": 0},
        {"attempts": 0},
        {"channels": []},
        {"poll": ["every minute"]},
        {"poll": []},
        {"unheard": 1},
        {"proxy": "proxy:3128"},
        {"parts": ["szmb"]},
        {"breaker_failures": -1},
    ],
)
def test_a_wrong_setting_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SourceConfig.model_validate(shipped() | wrong)


def test_a_slash_at_the_end_of_the_document_address_does_not_matter() -> None:
    config = SourceConfig.model_validate(shipped() | {"document_url": "http://127.0.0.1:1/download/"})
    assert config.document_url == "http://127.0.0.1:1/download"


def test_values_of_the_environment_arrive_as_text() -> None:
    config = SourceConfig.model_validate(shipped() | {"pace": "0", "enabled": "false"})
    assert (config.pace, config.enabled) == (0.0, False)


def test_a_source_keeps_its_own_pace_under_our_one_name() -> None:
    config = SourceConfig.model_validate(shipped())
    kept = manners(config, Politeness(user_agent="filings/1 (+me)", proxy="http://proxy.example:1", pace=99))
    assert (kept.user_agent, kept.proxy, kept.pace) == ("filings/1 (+me)", "http://proxy.example:1", 1.0)


def test_each_configured_source_is_opened() -> None:
    configs = {
        path.stem: SourceConfig.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in FOLDER.glob("*.toml")
    }
    with Portal() as portal, exchanges_from(configs, Politeness(), portal) as exchanges:
        assert {name: exchange.name for name, exchange in exchanges.items()} == {name: name for name in EXCHANGES}


def test_all_sources_share_their_hosts() -> None:
    hosts = Hosts()
    config = SourceConfig.model_validate(
        shipped() | {"list_url": "http://127.0.0.1:9/list", "attempts": 1, "breaker_failures": 2, "pace": 0}
    )
    window = Window(since=date(2026, 8, 10), until=date(2026, 8, 11))
    with (
        Portal() as portal,
        exchanges_from({"szse": config, "cninfo": config}, Politeness(), portal, hosts=hosts) as exchanges,
    ):
        for name, words in (("szse", "no connection"), ("cninfo", "no connection"), ("szse", "left alone")):
            with pytest.raises(SourceUnavailable, match=words):
                portal.call(exchanges[name].page(window, 1, channel="szse/sz", clock=lambda: datetime.now(UTC)))
    (state,) = hosts.states()
    assert (state.host, state.failures, state.resting > 0) == ("127.0.0.1:9", 2, True)


def test_a_source_without_a_module_is_a_configuration_error() -> None:
    config = SourceConfig.model_validate(shipped())
    with (
        Portal() as portal,
        pytest.raises(ConfigError, match="nyse"),
        exchanges_from({"nyse": config}, Politeness(), portal),
    ):
        pass
