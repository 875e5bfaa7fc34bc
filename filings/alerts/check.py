"""routes.toml held against what channels and routes may say, with file, line and suggestion for a mistake. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import TypeAdapter, ValidationError

from filings.alerts.config import ChannelConfig, RouteConfig, check_routes
from filings.errors import ConfigError

Layer = tuple[str, str]
"""A configuration file's path and text; a later layer overrides an earlier one key by key."""
Place = tuple[str, int]
"""A file's path and a line in it, from 1."""

_CHANNELS = TypeAdapter(dict[str, ChannelConfig])
_ROUTES = TypeAdapter(dict[str, RouteConfig])
_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[\w.-])+)\s*=""")
_QUOTED = re.compile(r"'([^']*)'")
_HINT = "compare with the comments in the shipped config/routes.toml"


def check(layers: Sequence[Layer]) -> tuple[dict[str, ChannelConfig], dict[str, RouteConfig]]:
    """The channels and routes that the layers add up to.

    Raises ConfigError whose ``path`` holds file and line, ``key`` the setting, ``hint`` what may have been meant.
    """
    merged: dict[str, Any] = {}
    for path, text in layers:
        _merge(merged, _parsed(path, text))
    channels = _validated("channels", _CHANNELS, merged, layers)
    routes = _validated("routes", _ROUTES, merged, layers)
    try:
        check_routes(routes, channels)
    except ValueError as error:
        key = _unknown_channel(routes, channels)
        raise _mistake(key, str(error), _HINT, layers) from error
    return channels, routes


def _validated(name: str, adapter: TypeAdapter[Any], merged: Mapping[str, Any], layers: Sequence[Layer]) -> Any:
    try:
        return adapter.validate_python(merged.get(name, {}))
    except ValidationError as error:
        raise explain(error, layers, above=(name,)) from error


def explain(error: ValidationError, layers: Sequence[Layer], *, above: tuple[str, ...] = ()) -> ConfigError:
    """The first mistake of a validation as an error that names file, line, key and the nearest thing that exists."""
    first = error.errors(include_url=False, include_input=True)[0]
    key = above + tuple(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return _mistake(key, message, _meant(first, key), layers)


def _mistake(key: Sequence[str], message: str, hint: str, layers: Sequence[Layer]) -> ConfigError:
    place = locate(layers, key)
    where = None if place is None else f"{place[0]}:{place[1]}"
    dotted = ".".join(key)
    said = f"{dotted}: {message}" if where is None else f"{where}: {dotted}: {message}"
    return ConfigError(said, path=where, key=dotted, hint=hint)


def _meant(mistake: Mapping[str, Any], key: Sequence[str]) -> str:
    """What may have been meant: the nearest key for an unknown one, the nearest word of a closed set."""
    if mistake["type"] == "extra_forbidden":
        model = RouteConfig if key[0] == "routes" else ChannelConfig
        near = suggestion(key[-1], model.model_fields)
    else:
        expected = _QUOTED.findall(str(mistake.get("ctx", {}).get("expected", "")))
        near = suggestion(str(mistake.get("input", "")), expected)
    return _HINT if near is None else f"did you mean {near}?"


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """The nearest of the known words, or ``None`` where none is near."""
    found = get_close_matches(word.casefold(), list(known), n=1)
    return found[0] if found else None


def locate(layers: Sequence[Layer], key: Sequence[str]) -> Place | None:
    """Where a setting stands: in the last layer that has it, at its line, or at that of the table it belongs to."""
    for depth in range(len(key), 0, -1):
        for path, text in reversed(layers):
            line = line_of(text, key[:depth])
            if line is not None:
                return path, line
    return None


def line_of(text: str, key: Sequence[str]) -> int | None:
    """The line (from 1) of a TOML text that sets the key or opens the table of that name."""
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        opened = _TABLE.match(line)
        if opened is not None:
            table = _path(opened[1])
            if table == list(key):
                return number
            continue
        found = _KEY.match(line)
        if found is not None and table + _path(found[1]) == list(key):
            return number
    return None


def _path(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


def _unknown_channel(routes: Mapping[str, RouteConfig], channels: Mapping[str, ChannelConfig]) -> tuple[str, ...]:
    broken = [name for name, route in routes.items() if any(channel not in channels for channel in route.channels)]
    return ("routes", broken[0], "channels")


def _parsed(path: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else path
        hint = "correct that line, or delete the file to go back to the defaults"
        raise ConfigError(f"{where} is not valid TOML: {error}", path=where, hint=hint) from error


def _merge(into: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        known = into.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            into[key] = value
