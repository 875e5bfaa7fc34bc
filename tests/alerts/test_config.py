from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from pydantic import SecretStr, TypeAdapter, ValidationError

from filings.alerts.config import ChannelConfig, ChannelType, RouteConfig, check_routes
from filings.alerts.secrets import keys_in

SHIPPED = tomllib.loads((Path(__file__).parents[2] / "config" / "routes.toml").read_text("utf-8"))
CHANNELS = TypeAdapter(dict[str, ChannelConfig]).validate_python(SHIPPED["channels"])
ROUTES = TypeAdapter(dict[str, RouteConfig]).validate_python(SHIPPED["routes"])


def test_of_the_shipped_channels_only_console_and_file_are_on() -> None:
    assert {channel.type for channel in CHANNELS.values()} == set(get_args(ChannelType))
    assert [name for name, channel in CHANNELS.items() if channel.is_on] == ["console", "jsonl"]


def test_every_key_of_a_channel_is_shipped_with_its_default() -> None:
    shipped = {key for channel in SHIPPED["channels"].values() for key in channel}
    assert shipped == set(ChannelConfig.model_fields)


def test_every_key_of_a_route_is_shipped_with_its_default() -> None:
    defaults = {name: field for name, field in RouteConfig.model_fields.items() if not field.is_required()}
    assert set(SHIPPED["routes"]["flagged"]) == set(RouteConfig.model_fields)
    told = {"dispositions", "severity"}
    assert {name: getattr(ROUTES["flagged"], name) for name in defaults if name not in told} == {
        name: field.default for name, field in defaults.items() if name not in told
    }


def test_a_route_knows_its_reader() -> None:
    route = RouteConfig(channels=("console",), zone="Europe/London", list_context="none")
    assert (route.reader.zone, route.reader.list_context) == ("Europe/London", "none")


@pytest.mark.parametrize(
    ("keys", "on"),
    [
        ({"type": "atom"}, False),
        ({"type": "atom", "path": "a.atom"}, True),
        ({"type": "jsonl"}, True),
        ({"type": "smtp"}, False),
        ({"type": "feishu", "address_file": "x"}, True),
        ({"type": "apprise", "address": "json://h"}, True),
        ({"type": "wecom"}, False),
    ],
)
def test_a_channel_without_anywhere_to_go_is_off(keys: dict[str, str], on: bool) -> None:  # noqa: FBT001 - a column
    assert ChannelConfig.model_validate(keys).is_on is on


def test_the_shipped_routes_name_channels_that_exist() -> None:
    check_routes(ROUTES, CHANNELS)


def test_a_route_to_an_unknown_channel_is_refused_with_the_known_ones() -> None:
    routes = {"mine": RouteConfig(channels=("consle",))}
    with pytest.raises(
        ValueError,
        match=r"route mine names channel 'consle' \(did you mean 'console'\?\); the channels are console, jsonl",
    ):
        check_routes(routes, CHANNELS)


def test_the_environment_switches_a_webhook_on() -> None:
    channel = ChannelConfig.model_validate(
        {**SHIPPED["channels"]["webhook"], "url": "https://h.example/x", "secret": "YQ=="}
    )
    assert channel.is_on
    assert isinstance(channel.secret, SecretStr)
    assert "YQ==" not in repr(channel) + channel.model_dump_json()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"type": "webhook", "url": "https://h.example/x"}, "set secret or secret_file"),
        ({"type": "webhook", "url": "ftp://h.example/x", "secret": "YQ=="}, "begins with https://"),
        ({"type": "webhook", "url": "https://me:pw@h.example", "secret": "YQ=="}, "no user and password"),
        ({"type": "webhook", "secret": "YQ== base64!"}, "key 2 is not base64"),
        ({"type": "jsonl", "url": "https://h.example/x"}, "a jsonl channel has no 'url': its keys are path"),
        ({"type": "pigeon"}, "'console', 'jsonl', 'webhook', 'smtp'"),
        ({"type": "jsonl", "pathh": "x"}, "pathh"),
    ],
)
def test_a_wrong_channel_is_refused_with_a_clear_message(values: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        ChannelConfig.model_validate(values)


@pytest.mark.parametrize(
    "values", [{"severity": 5}, {"acts": ["ending"]}, {"dispositions": ["flagged"]}, {"region": ["x"]}]
)
def test_a_wrong_route_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RouteConfig.model_validate({"channels": ["console"], **values})


def test_keys_are_read_with_and_without_prefix_and_padding() -> None:
    assert keys_in("whsec_bmV3 b2xk\nYQ") == (b"new", b"old", b"a")


@pytest.mark.parametrize("text", ["", "   ", "whsec_", "!!", "whsec_YQ== ä"])
def test_what_is_no_key_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="key") as caught:
        keys_in(text)
    assert not text.strip() or text.strip() not in str(caught.value).replace("whsec_)", "")


def test_a_channel_shows_only_its_own_keys_and_survives_a_round_trip() -> None:
    jsonl = CHANNELS["jsonl"]
    assert jsonl.model_dump(mode="json") == {"type": "jsonl", "path": "alerts.jsonl"}
    assert ChannelConfig.model_validate_json(jsonl.model_dump_json()) == jsonl
    assert set(CHANNELS["webhook"].model_dump()) == {"type", "url", "secret", "secret_file", "timeout_seconds"}
