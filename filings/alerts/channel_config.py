"""What can be set of a channel; each type has keys of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, SerializerFunctionWrapHandler, model_serializer, model_validator

from filings.alerts.secrets import keys_in
from filings.model import Record

ChannelType = Literal["console", "jsonl", "webhook", "smtp", "atom", "feishu", "dingtalk", "wecom", "apprise"]

_SECRET = frozenset({"secret", "secret_file"})
_CHAT = frozenset({"lang", "address", "address_file", "timeout_seconds"})
_KEYS: Mapping[ChannelType, frozenset[str]] = MappingProxyType(
    {
        "console": frozenset({"lang"}),
        "jsonl": frozenset({"path"}),
        "webhook": frozenset({"url", "timeout_seconds"}) | _SECRET,
        "smtp": frozenset(
            {"lang", "host", "port", "security", "user", "sender", "recipients", "pictures", "timeout_seconds"}
        )
        | _SECRET,
        "atom": frozenset({"lang", "path", "entries", "title"}),
        "feishu": _CHAT | _SECRET,
        "dingtalk": _CHAT | _SECRET,
        "wecom": _CHAT,
        "apprise": _CHAT,
    }
)
"""Which keys belong to which type of channel."""


def _hook(value: str) -> str:
    if not value:
        return value
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        message = "a webhook's address begins with https:// (or http://) and names a host"
        raise ValueError(message)
    if parts.username or parts.password:
        message = "a webhook's address holds no user and password: the signature says who sends"
        raise ValueError(message)
    return value


def _mailbox(value: str) -> str:
    local, _, domain = value.rpartition("@")
    if value and (not local or not domain or not value.isprintable() or set(value) & set(' <>,;:"()[]\\')):
        message = f"{value!r} is no bare mail address such as desk@your-company.example"
        raise ValueError(message)
    return value


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class ChannelConfig(Record):
    """A way to reach somebody; ``type`` says which, and which of the other keys it has.

    ``secret`` is what a webhook signs with (one or several base64 keys, with or without ``whsec_``, separated by
    spaces, the newest first: every key signs, so that a receiver can change over), a mail server's password, or
    a chat robot's signing key; ``secret_file`` names a file that holds it. ``address`` is the whole address of a
    chat robot or of an Apprise service; it holds a token, so it is a secret too and may stand in
    ``address_file``. A channel whose address, host or path is empty is off, but for the console and for the
    JSON file, whose path is ``alerts.jsonl`` unless set.
    """

    type: ChannelType
    lang: Literal["en", "zh"] = "en"
    path: str = ""
    url: Annotated[str, AfterValidator(_hook)] = ""
    address: SecretStr = SecretStr("")
    address_file: str = ""
    secret: SecretStr = SecretStr("")
    secret_file: str = ""
    timeout_seconds: float = Field(default=15.0, gt=0, le=300, allow_inf_nan=False)
    host: str = ""
    port: int = Field(default=0, ge=0, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    sender: Mailbox = ""
    recipients: tuple[Mailbox, ...] = ()
    pictures: bool = True
    entries: int = Field(default=200, ge=1, le=5000)
    title: str = "filings"

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        fields = type(self).model_fields
        changed = {name for name, field in fields.items() if getattr(self, name) != field.default}
        foreign = sorted(changed - _KEYS[self.type] - {"type"})
        if foreign:
            message = f"a {self.type} channel has no {foreign[0]!r}: its keys are {', '.join(sorted(_KEYS[self.type]))}"
            raise ValueError(message)
        problem = _PROBLEMS[self.type](self) if self.type in _PROBLEMS else None
        if problem is not None:
            raise ValueError(problem)
        return self

    @model_serializer(mode="wrap")
    def _only_its_own_keys(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in whole(self).items() if name == "type" or name in _KEYS[self.type]}

    @property
    def is_on(self) -> bool:
        """Whether anything can be sent there."""
        match self.type:
            case "console" | "jsonl":
                return True
            case "atom":
                return bool(self.path)
            case "webhook":
                return bool(self.url)
            case "smtp":
                return bool(self.host)
            case _:
                return bool(self.address.get_secret_value() or self.address_file)


def _of_a_webhook(config: ChannelConfig) -> str | None:
    inline = config.secret.get_secret_value()
    if inline:
        keys_in(inline)  # raises ValueError
    if config.url and not (inline or config.secret_file):
        return "a webhook is signed: set secret or secret_file beside its url"
    return None


def _of_a_mail(config: ChannelConfig) -> str | None:
    if not config.host:
        return None
    if not config.sender or not config.recipients:
        return "a mail channel needs sender and recipients beside its host"
    has_password = bool(config.secret.get_secret_value() or config.secret_file)
    if bool(config.user) != has_password:
        return "a mail server's user and password go together: set user and secret (or secret_file), or neither"
    if config.user and config.security == "none":
        return "a password is never sent in the clear: set security to starttls or tls, or leave user and secret empty"
    return None


_PROBLEMS: Mapping[ChannelType, Callable[[ChannelConfig], str | None]] = MappingProxyType(
    {"webhook": _of_a_webhook, "smtp": _of_a_mail}
)
