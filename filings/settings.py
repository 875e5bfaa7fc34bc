"""Configuration and environment → one frozen ``Settings``: the only reader of configuration.

Layers, each over the one before, key by key: the shipped ``config/`` → ``FILINGS_HOME/config/`` →
environment (``FILINGS_MONITOR__FETCH``). ``FILINGS_HOME`` says where data live, ``FILINGS_NOW`` starts the clock.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from filings.alerts.config import ChannelConfig, RouteConfig, check_routes
from filings.documents.limits import ReaderLimits
from filings.errors import ConfigError
from filings.exchanges.calendar import TradingCalendar
from filings.exchanges.config import SourceConfig
from filings.model import BEIJING, Announcement, Record
from filings.net import Politeness, is_loopback, user_agent
from filings.store.config import VaultSettings

Clock = Callable[[], datetime]
INVENTED = "INVENTED: a rehearsal with authored documents (演示文件), not real filings"


class ClientSettings(Record):
    """How we introduce ourselves, and through which proxy."""

    contact: str
    proxy: str = ""


class MonitorSettings(Record):
    """The engine; see config/filings.toml for each key."""

    fetch: Literal["opened", "all"] = "opened"
    alert_from: date | None = None
    late_after_minutes: int = Field(ge=1)
    late_after_hours_date_only: int = Field(ge=1)
    threads: int = Field(ge=1, le=32)
    sweep_seconds: float = Field(gt=0)
    deliver_seconds: float = Field(gt=0)

    @field_validator("alert_from", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value


class PlaceSettings(Record):
    """Where something is kept; an empty address means inside the home."""

    url: str = ""


class LogSettings(Record):
    """What is logged."""

    level: Literal["debug", "info", "warning", "error"] = "warning"


class Settings(BaseSettings):
    """Everything that can be set, validated, frozen."""

    model_config = SettingsConfigDict(
        env_prefix="FILINGS_", env_nested_delimiter="__", frozen=True, extra="forbid", hide_input_in_errors=True
    )

    client: ClientSettings
    monitor: MonitorSettings
    reader: ReaderLimits
    store: PlaceSettings
    vault: VaultSettings
    log: LogSettings
    exchanges: dict[str, SourceConfig]
    channels: dict[str, ChannelConfig]
    routes: dict[str, RouteConfig]
    calendar: TradingCalendar
    demo: bool = False
    home: Path = Path()
    now: AwareDatetime | None = None
    failpoint: str = ""

    @model_validator(mode="after")
    def _routes_lead_to_channels(self) -> Self:
        check_routes(self.routes, self.channels)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment beats the files, which arrive as arguments."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def store_url(self) -> str:
        """The database's address."""
        return self.store.url or f"sqlite:///{self.home / 'filings.db'}"

    @property
    def vault_place(self) -> str:
        """The address of the vault: a folder, or what fsspec opens."""
        return self.vault.url or str(self.home / "vault")

    @property
    def watchlist_folders(self) -> tuple[Path, ...]:
        """The shipped watch lists, then the user's."""
        return shipped_config() / "watchlists", self.home / "config" / "watchlists"

    @property
    def reachable(self) -> dict[str, SourceConfig]:
        """The sources that may be asked for documents: all, but beside a simulated exchange only simulated ones."""
        local = {name: config for name, config in self.exchanges.items() if is_loopback(config.list_url)}
        return local or self.exchanges

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that are watched: those enabled, but a simulated exchange never beside a real one."""
        return tuple(name for name, config in self.reachable.items() if config.enabled)

    def document_url(self, announcement: Announcement) -> str:
        """The full address of a filing's document at its source."""
        source = self.exchanges.get(announcement.source)
        return announcement.document_path if source is None else source.document_url + announcement.document_path

    def check_may_ask(self, sources: Iterable[str]) -> None:
        """A real exchange is asked by somebody who says who he is, never by a rehearsal. Raises ConfigError."""
        if all(is_loopback(self.exchanges[source].list_url) for source in sources):
            return
        if self.demo:
            hint = "name another with --home DIR, or start filings demo --serve and export what it prints"
            raise ConfigError(f"{self.home} is a rehearsal's home: it asks no real exchange", key="demo", hint=hint)
        if not self.client.contact:
            hint = "export FILINGS_CLIENT__CONTACT=you@your-company.example (it is sent with every request)"
            raise ConfigError("no contact is set for requests to an exchange", key="client.contact", hint=hint)

    @property
    def politeness(self) -> Politeness:
        """How we introduce ourselves to every source. Raises ConfigError for a contact that fits no header."""
        return Politeness(user_agent=user_agent(self.client.contact), proxy=self.client.proxy)

    @property
    def notice(self) -> str | None:
        """What every brief, page and export of a rehearsal says in its first line."""
        return INVENTED if self.demo else None

    def today(self) -> date:
        """The day it is in Beijing, by this process's clock."""
        return self.clock()().astimezone(BEIJING).date()

    def clock(self) -> Clock:
        """A clock that starts at ``FILINGS_NOW`` when this is called, or shows the real time (UTC)."""
        return clock_from(self.now)


def clock_from(start: datetime | None) -> Clock:
    """A clock that starts at ``start`` now and runs on; the real one where that is ``None``."""
    if start is None:
        return lambda: datetime.now(UTC)
    offset: timedelta = start - datetime.now(UTC)
    return lambda: datetime.now(UTC) + offset


def default_home(environment: Mapping[str, str] | None = None) -> Path:
    """``FILINGS_HOME``, or the platform's folder for user data."""
    named = (os.environ if environment is None else environment).get("FILINGS_HOME")
    if named:
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - only where no home is named

    return Path(platformdirs.user_data_dir("filings", appauthor=False))


def shipped_config() -> Path:
    """The default configuration: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "config"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "config"


def load(home: Path | None = None) -> Settings:
    """The effective settings of a home.

    Raises ConfigError naming file or variable, key and next step.
    """
    place = (home or default_home()).expanduser().absolute()
    files = _layers(shipped_config(), place / "config")
    try:
        return Settings(**files).model_copy(update={"home": place})
    except ValidationError as error:
        raise _explain(error, place) from error
    except ValueError as error:  # an environment variable that should hold JSON
        raise ConfigError(f"an environment variable is not understood: {error}", hint=_HINT) from error


_HINT = "compare with the comments in the shipped config/filings.toml, then run the command again"


def _layers(*folders: Path) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for folder in folders:
        for name in ("filings.toml", "routes.toml", "calendar.toml"):
            _merge(merged, _toml(folder / name))
        exchanges = folder / "exchanges"
        for path in sorted(exchanges.glob("*.toml")) if exchanges.is_dir() else []:
            _merge(merged, {"exchanges": {path.stem: _toml(path)}})
    return merged


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = "correct that line, or delete the file to go back to the defaults"
        raise ConfigError(f"{path} is not valid TOML: {error}", path=str(path), hint=hint) from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", path=str(path)) from error


def _merge(into: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        known = into.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            _merge(known, value)
        else:
            into[key] = value


def _explain(error: ValidationError, home: Path) -> ConfigError:
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    variable = "FILINGS_" + "__".join(str(part).upper() for part in first["loc"])
    where = variable if any(name.upper() == variable for name in os.environ) else f"{home / 'config'}"
    message = f"setting {key} ({where}): {first['msg']}"
    near = _near(key) if first["type"] in {"extra_forbidden", "missing"} else None
    return ConfigError(message, key=key, path=where, hint=f"did you mean {near}?" if near else _HINT)


def _near(key: str) -> str | None:
    import difflib  # noqa: PLC0415 - only for a mistake

    found = difflib.get_close_matches(key, list(_keys(_layers(shipped_config()))), n=1)
    return found[0] if found else None


def _keys(table: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, value in table.items():
        yield above + name
        if isinstance(value, dict):
            yield from _keys(value, f"{above}{name}.")


def parse_instant(text: str) -> datetime:
    """An instant with its zone, such as ``2026-08-11T20:00+08:00``; raises ConfigError."""
    try:
        return TypeAdapter(AwareDatetime).validate_python(text)
    except ValidationError as error:
        raise ConfigError(f"{text!r} is no instant with a zone", hint="write 2026-08-11T20:00+08:00") from error
