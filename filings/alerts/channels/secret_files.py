"""Secrets that stand in a file of their own."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from filings.errors import ConfigError


def secret_of(inline: SecretStr, file: str, *, home: Path, channel: str, key: str) -> str:
    """A secret as it is set, or else the text of its file, without white space at its ends; may be empty.

    Raises ConfigError, which names the file but never what stands in it.
    """
    text = inline.get_secret_value()
    return text if text or not file else text_of(file, home=home, channel=channel, key=key)


def text_of(file: str, *, home: Path, channel: str, key: str) -> str:
    """The text of a secret's file. Raises ConfigError."""
    path = home / Path(file).expanduser()
    try:
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise unusable(path, reason, channel=channel, key=key) from error
    if not text:
        raise unusable(path, "it is empty", channel=channel, key=key)
    return text


def unusable(path: Path, reason: str, *, channel: str, key: str) -> ConfigError:
    """The error for a secret's file that cannot be used."""
    return ConfigError(
        f"the {key} of channel {channel} cannot be used: {reason}",
        path=str(path),
        key=f"channels.{channel}.{key}",
        hint=f"write the secret into that file, or set the channel's {key.removesuffix('_file')} instead",
    )
