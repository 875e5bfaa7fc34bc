"""Mail through an SMTP server, encrypted unless the configuration says otherwise."""

from __future__ import annotations

import asyncio
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from types import MappingProxyType

from filings.alerts.channels.mail import Envelope, mail
from filings.alerts.channels.partly import Partly
from filings.alerts.channels.protocol import Channel, Pictures, Place
from filings.alerts.channels.secret_files import secret_of
from filings.alerts.config import ChannelConfig
from filings.errors import DeliveryError, FilingsError
from filings.model import Alert

_PORTS: Mapping[str, int] = MappingProxyType({"starttls": 587, "tls": 465, "none": 25})
_ENHANCED = re.compile(rb"\b([245]\.\d{1,3}\.\d{1,3})\b")
Refused = Mapping[str, tuple[int, bytes]]


class Smtp:
    """Sends one mail per alert to all recipients, over a connection of its own."""

    def __init__(self, name: str, config: ChannelConfig, password: str, place: Place) -> None:
        self.name = name
        self._config = config
        self._password = password
        self._pictures: Pictures | None = place.pictures if config.pictures else None
        self._wall: Callable[[], float] = place.wall
        self._partly = Partly()

    async def send(self, alert: Alert) -> str:
        """Send it to those who do not have it yet. Raises DeliveryError.

        A server that refuses some recipients for a while is asked again for these alone.
        """
        return await asyncio.to_thread(self._send, alert)

    def _send(self, alert: Alert) -> str:
        waiting = [one for one in self._config.recipients if not self._partly.has(alert.key, one)]
        envelope = Envelope(self._config.sender, self._config.recipients, self._config.lang)
        sent = datetime.fromtimestamp(self._wall(), UTC)
        built = mail(alert, envelope, sent=sent, picture=self._picture(alert))
        refused = self._delivered(built, waiting)
        for one in set(waiting) - set(refused):
            self._partly.add(alert.key, one)
        return self._judged(alert.key, refused)

    def _picture(self, alert: Alert) -> bytes | None:
        """A mail without its picture is better than none."""
        if self._pictures is None or "document" not in alert.event:
            return None
        with suppress(FilingsError):
            return self._pictures(alert)
        return None

    def _delivered(self, built: EmailMessage, recipients: Sequence[str]) -> Refused:
        """Those whom the server refused, and how."""
        try:
            server = self._connected()
            try:
                self._greeted(server)
                return server.send_message(built, self._config.sender, recipients) or {}
            finally:
                with suppress(smtplib.SMTPException, OSError):  # it is delivered, whatever the farewell
                    server.quit()
        except smtplib.SMTPRecipientsRefused as error:
            return error.recipients
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise self._failed(error) from error

    def _connected(self) -> smtplib.SMTP:
        config = self._config
        port = config.port or _PORTS[config.security]
        # our own domain for the greeting: asking for the machine's name may take long, and is nobody's business
        greeting = config.sender.rpartition("@")[2]
        if config.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                config.host, port, local_hostname=greeting, timeout=config.timeout_seconds, context=context
            )
        return smtplib.SMTP(config.host, port, local_hostname=greeting, timeout=config.timeout_seconds)

    def _greeted(self, server: smtplib.SMTP) -> None:
        if self._config.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if self._config.user:
            server.login(self._config.user, self._password)

    def _judged(self, key: str, refused: Refused) -> str:
        everybody = len(self._config.recipients)
        if not refused:
            self._partly.forget(key)
            return f"accepted for {everybody} recipient{'' if everybody == 1 else 's'}"
        told = ", ".join(f"{name}: {_code(*answer)}" for name, answer in refused.items())
        for_good = all(500 <= code < 600 for code, _ in refused.values())
        if for_good and len(refused) < everybody:
            self._partly.forget(key)
            return f"accepted for {everybody - len(refused)} of {everybody} recipients; refused for {told}"
        hint = f"check the recipients of channel {self.name} in routes.toml" if for_good else None
        message = f"{self._config.host} refused {told}"
        raise DeliveryError(message, channel=self.name, final=for_good, hint=hint)

    def _failed(self, error: Exception) -> DeliveryError:
        """The error without the server's own words: they may repeat what is not ours to log."""
        host = self._config.host
        match error:
            case smtplib.SMTPAuthenticationError():
                what, hint = "did not accept user and password", "check user and secret of the channel"
                return self._error(f"{host} {what} ({error.smtp_code})", final=True, hint=hint)
            case smtplib.SMTPNotSupportedError():
                what = "does not offer what the channel asks for (STARTTLS or a way to log in)"
                hint = "set security to tls, starttls or none as the server offers it"
                return self._error(f"{host} {what}", final=True, hint=hint)
            case smtplib.SMTPConnectError():
                return self._error(f"{host} turned us away: {_code(error.smtp_code, _bytes(error.smtp_error))}")
            case smtplib.SMTPResponseException():
                final = 500 <= error.smtp_code < 600
                return self._error(f"{host} answered {_code(error.smtp_code, _bytes(error.smtp_error))}", final=final)
            case ssl.SSLCertVerificationError():
                hint = "set SSL_CERT_FILE to a bundle that holds the missing issuer; checking is never switched off"
                return self._error(f"the certificate of {host} could not be checked", hint=hint)
            case _:
                return self._error(f"{host}: {getattr(error, 'strerror', None) or type(error).__name__}")

    def _error(self, message: str, *, final: bool = False, hint: str | None = None) -> DeliveryError:
        return DeliveryError(message, channel=self.name, final=final, hint=hint)


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("ascii", "replace")


def _code(code: int, text: bytes) -> str:
    """``550 5.1.1``: the code and the enhanced one (RFC 3463), nothing of the text."""
    enhanced = _ENHANCED.search(text)
    return f"{code} {enhanced[1].decode()}" if enhanced else str(code)


@contextmanager
def open_smtp(name: str, config: ChannelConfig, place: Place) -> Iterator[Channel]:
    """The mail channel; it connects for each alert. Raises ConfigError where its password cannot be read."""
    password = ""
    if config.user:
        password = secret_of(config.secret, config.secret_file, home=place.home, channel=name, key="secret_file")
    yield Smtp(name, config, password, place)
