"""A mistake in routes.toml is told with its file, its line, and what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from filings.alerts.check import check, line_of, locate
from filings.errors import ConfigError

SHIPPED = ("shipped/routes.toml", (Path(__file__).parents[2] / "config" / "routes.toml").read_text("utf-8"))


def test_the_shipped_file_is_right() -> None:
    channels, routes = check([SHIPPED])
    assert "mail" in channels
    assert routes["flagged"].channels[0] == "console"


def test_a_file_of_ones_own_overrides_key_by_key() -> None:
    channels, routes = check(
        [SHIPPED, ("mine.toml", '[routes.flagged]\nseverity = 3\n[channels.console]\nlang = "zh"')]
    )
    assert routes["flagged"].severity == 3
    assert routes["flagged"].dispositions == ("flag", "called_off")
    assert channels["console"].lang == "zh"


@pytest.mark.parametrize(
    ("text", "line", "key", "hint"),
    [
        ("[routes.mine]\nchannels = ['console']\nseverty = 2", 3, "routes.mine.severty", "did you mean severity?"),
        ("[routes.flagged]\n\ndispositions = ['flagged']", 3, "routes.flagged.dispositions.0", "did you mean flag?"),
        ("[routes.flagged]\nseverity = 9", 2, "routes.flagged.severity", "compare with"),
        ("[routes.mine]\nchannels = ['consle']", 2, "routes.mine.channels", "compare with"),
        ("[routes.mine]\nseverity = 2", 1, "routes.mine.channels", "compare with"),
        ("# mail\n[channels.mail]\nhost = 'h'", 2, "channels.mail", "compare with"),
        ("[channels.x]\ntype = 'emial'", 2, "channels.x.type", "compare with"),
        ("[channels.x]\ntype = 'webhok'", 2, "channels.x.type", "did you mean webhook?"),
        ("[channels.jsonl]\npth = 'x'", 2, "channels.jsonl.pth", "did you mean path?"),
        ("[channels]\nmail.security = 'ssl'", 2, "channels.mail.security", "compare with"),
        ('[routes."mine"]\nchannels = ["console"]\nzone = "Asia/Bejing"', 3, "routes.mine.zone", "compare with"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_was_meant(text: str, line: int, key: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check([SHIPPED, ("home/routes.toml", text)])
    assert (caught.value.path, caught.value.key) == (f"home/routes.toml:{line}", key)
    assert caught.value.message.startswith(f"home/routes.toml:{line}: {key}: ")
    assert caught.value.hint is not None
    assert caught.value.hint.startswith(hint)


def test_an_unknown_channel_is_told_with_its_likeness() -> None:
    with pytest.raises(ConfigError, match=r"names channel 'consle' \(did you mean 'console'\?\)"):
        check([SHIPPED, ("mine.toml", "[routes.mine]\nchannels = ['consle']")])


def test_text_that_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"mine.toml:2 is not valid TOML") as caught:
        check([("mine.toml", "[routes.mine]\nchannels = = 1\n")])
    assert caught.value.path == "mine.toml:2"


def test_a_secret_is_never_repeated() -> None:
    with pytest.raises(ConfigError) as caught:
        check([SHIPPED, ("mine.toml", "[channels.webhook]\nurl = 'https://h.example/x'\nsecret = 'hush! no key'")])
    assert "hush" not in f"{caught.value.message} {caught.value.hint}"


def test_the_last_file_that_has_a_key_is_the_one_that_counts() -> None:
    layers = [("a", "[routes.x]\nseverity = 1"), ("b", "\n[routes.x]\nlists = []")]
    assert locate(layers, ("routes", "x", "severity")) == ("a", 2)
    assert locate(layers, ("routes", "x", "lists", "0")) == ("b", 3)
    assert locate(layers, ("routes", "x", "nothing")) == ("b", 2)
    assert locate(layers, ("nowhere",)) is None
    assert line_of('["a b"]\n"c d" = 1', ("a b", "c d")) == 2
