"""Mail against a real SMTP server on loopback: what arrives is parsed as a mail reader parses it."""

from __future__ import annotations

import asyncio
import asyncio.base_events
import ipaddress
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from filings.alerts.brief.retraction import compose_retraction
from filings.alerts.channels import Channel, Place, open_channels
from filings.alerts.config import ChannelConfig
from filings.errors import ConfigError, DeliveryError, NotFound
from filings.model import Alert
from filings.net import Portal

NOW = datetime(2024, 12, 23, 14, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PASSWORD = "correct horse"  # the test server's own


class Mailbox:
    """Keeps what arrives, or answers what a test says."""

    def __init__(self) -> None:
        self.mails: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.data = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Envelope, address: str, *_: Any
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - the same
        if self.data.startswith("250"):
            self.mails.append(envelope)
        return self.data

    @property
    def parsed(self) -> list[EmailMessage]:
        return [message_from_bytes(bytes(one.original_content or b""), policy=default) for one in self.mails]


def authenticated(_server: Any, _session: Any, _envelope: Any, _how: Any, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", PASSWORD.encode())
    return AuthResult(success=good, handled=False)


class Server(Controller):
    """aiosmtpd on a free port of loopback."""

    def __init__(self, box: Mailbox, **options: Any) -> None:
        self.options = options
        super().__init__(box, hostname="127.0.0.1", port=0, ready_timeout=10)

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="mail.example", **self.options)

    def _trigger_server(self) -> None:
        """aiosmtpd asks for port 0 here, which the server took a free one for."""
        assert isinstance(self.server, asyncio.base_events.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's own


@contextmanager
def serving(box: Mailbox, **options: Any) -> Iterator[int]:
    server = Server(box, **options)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(box: Mailbox) -> Iterator[int]:
    with serving(box) as port:
        yield port


def config(port: int, **keys: Any) -> ChannelConfig:
    usual = {
        "host": "127.0.0.1", "security": "none", "sender": "filings@desk.example", "recipients": ("a@desk.example",),
    }  # fmt: skip
    return ChannelConfig.model_validate({"type": "smtp", "port": port, **usual, **keys})


@contextmanager
def opened(home: Path, channel: ChannelConfig, **options: Any) -> Iterator[Callable[[Alert], str]]:
    with Portal() as portal:
        place = Place(home, lambda: NOW, portal, wall=NOW.timestamp, **options)
        with open_channels({"mail": channel}, place) as channels:
            mail: Channel = channels["mail"]
            yield lambda alert: portal.call(mail.send(alert))


def send(home: Path, channel: ChannelConfig, alert: Alert, **options: Any) -> str:
    with opened(home, channel, **options) as tell:
        return tell(alert)


def failed(home: Path, channel: ChannelConfig, alert: Alert) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        send(home, channel, alert)
    assert PASSWORD not in f"{caught.value} {caught.value.hint}"
    assert caught.value.channel == "mail"
    return caught.value


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_a_mail_holds_text_html_and_the_picture(tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    answer = send(tmp_path, config(port), alert, pictures=lambda _: PNG)
    assert answer == "accepted for 1 recipient"
    (mail,) = box.parsed
    assert mail["Subject"] == alert.subject
    assert (mail["From"], mail["To"]) == ("filings@desk.example", "a@desk.example")
    assert mail["Message-ID"] == f"<{alert.key}@desk.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOW
    assert part(mail, "plain").replace("\r\n", "\n").strip() == alert.brief.en
    page = part(mail, "html")
    (picture,) = [one for one in mail.walk() if one.get_content_type() == "image/png"]
    assert picture.get_content() == PNG
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in page
    assert "002236" not in page
    assert "演示视讯" in page


def test_a_mail_may_be_chinese(tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any) -> None:
    send(tmp_path, config(port, lang="zh"), quiet_exit.message())
    (mail,) = box.parsed
    assert mail["Subject"].startswith("009002 演示视讯：终止或退出5个政府项目")
    assert "本公告（共2页，已全部阅读）未说明原因。" in part(mail, "plain")
    assert '<html lang="zh-CN">' in part(mail, "html")
    assert bytes(box.mails[0].original_content or b"").isascii()


def test_what_follows_stands_in_the_thread_of_the_first_mail(
    tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any
) -> None:
    first = quiet_exit.message()
    for alert in (first, compose_retraction(first, "wrong company", NOW)):
        send(tmp_path, config(port), alert)
    one, two = box.parsed
    assert one["In-Reply-To"] is None
    assert two["In-Reply-To"] == two["References"] == one["Message-ID"]
    assert two["Message-ID"] != one["Message-ID"]
    assert two["Subject"].startswith("RETRACTED: ")


def test_a_repeat_is_known_by_its_message_id(tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any) -> None:
    for _ in range(2):
        send(tmp_path, config(port), quiet_exit.message())
    one, two = box.parsed
    assert one["Message-ID"] == two["Message-ID"]


def test_no_words_reach_the_headers_or_the_page(tmp_path: Path, box: Mailbox, port: int, evil_case: Any) -> None:
    alert = evil_case.message()
    send(tmp_path, config(port), alert)
    (mail,) = box.parsed
    assert sorted(mail.keys()) == sorted(
        ["Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "X-Filings-Key", "X-Filings-Kind",
         "MIME-Version", "Content-Type"]
    )  # fmt: skip
    assert box.mails[0].rcpt_tos == ["a@desk.example"]
    assert "<script" not in part(mail, "html")
    assert "onerror=alert" not in part(mail, "html").replace("&gt;", "").replace('"', "") or "&lt;img" in part(
        mail, "html"
    )


def test_a_plain_alert_arrives_too(tmp_path: Path, box: Mailbox, port: int, alert: Alert) -> None:
    send(tmp_path, config(port), alert)
    (mail,) = box.parsed
    assert part(mail, "plain").strip() == alert.brief.en
    assert "009001 演示水务" in part(mail, "html")


def test_a_picture_that_cannot_be_drawn_stops_no_mail(tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any) -> None:
    def gone(_alert: Alert) -> bytes:
        raise NotFound("the PDF is gone")

    send(tmp_path, config(port), quiet_exit.message(), pictures=gone)
    (mail,) = box.parsed
    assert "cid:" not in part(mail, "html")


def test_pictures_are_drawn_only_where_they_are_wanted(
    tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any
) -> None:
    send(tmp_path, config(port, pictures=False), quiet_exit.message(), pictures=lambda _: pytest.fail("drawn"))
    assert len(box.parsed) == 1


def test_a_recipient_refused_for_a_while_is_asked_again_alone(
    tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any
) -> None:
    alert = quiet_exit.message()
    box.answers["b@desk.example"] = "451 4.7.1 greylisted"
    with opened(tmp_path, config(port, recipients=("a@desk.example", "b@desk.example"))) as tell:
        with pytest.raises(DeliveryError, match=r"refused b@desk\.example: 451 4\.7\.1") as caught:
            tell(alert)
        assert not caught.value.final
        box.answers.clear()
        assert tell(alert) == "accepted for 2 recipients"
    assert [one.rcpt_tos for one in box.mails] == [["a@desk.example"], ["b@desk.example"]]


def test_a_recipient_refused_for_good_does_not_hold_up_the_others(
    tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any
) -> None:
    box.answers["b@desk.example"] = "550 5.1.1 no such user secret-internals"
    answer = send(tmp_path, config(port, recipients=("a@desk.example", "b@desk.example")), quiet_exit.message())
    assert answer == "accepted for 1 of 2 recipients; refused for b@desk.example: 550 5.1.1"


@pytest.mark.parametrize(
    ("rcpt", "data", "final", "said"),
    [
        ("550 5.1.1 unknown", "250 OK", True, "refused a@desk.example: 550 5.1.1"),
        ("451 4.3.0 later", "250 OK", False, "refused a@desk.example: 451 4.3.0"),
        ("250 OK", "554 5.7.1 spam", True, "answered 554 5.7.1"),
        ("250 OK", "452 4.3.1 full", False, "answered 452 4.3.1"),
    ],
)
def test_an_answer_says_whether_to_try_again(
    tmp_path: Path,
    box: Mailbox,
    port: int,
    quiet_exit: Any,
    rcpt: str,
    data: str,
    final: bool,  # noqa: FBT001 - a column of the table
    said: str,
) -> None:
    box.answers["a@desk.example"], box.data = rcpt, data
    error = failed(tmp_path, config(port), quiet_exit.message())
    assert (error.final, error.message) == (final, f"127.0.0.1 {said}")


def test_nobody_there_is_tried_again(tmp_path: Path, quiet_exit: Any) -> None:
    error = failed(tmp_path, config(9), quiet_exit.message())
    assert not error.final
    assert "Connection refused" in error.message


def test_user_and_password_are_checked(tmp_path: Path, box: Mailbox, quiet_exit: Any, trusted: ssl.SSLContext) -> None:
    options = {"authenticator": authenticated, "auth_required": True, "tls_context": trusted, "require_starttls": True}
    with serving(box, **options) as port:
        right = config(port, security="starttls", user="desk", secret=SecretStr(PASSWORD), host="localhost")
        wrong = right.model_copy(update={"secret": SecretStr("guess")})
        assert send(tmp_path, right, quiet_exit.message()) == "accepted for 1 recipient"
        error = failed(tmp_path, wrong, quiet_exit.message())
    assert error.final
    assert error.message == "localhost did not accept user and password (535)"
    assert "guess" not in f"{error} {error.hint}"


def test_the_password_may_stand_in_a_file(
    tmp_path: Path, box: Mailbox, quiet_exit: Any, trusted: ssl.SSLContext
) -> None:
    (tmp_path / "mail.key").write_text(f"{PASSWORD}\n")
    options = {"authenticator": authenticated, "auth_required": True, "tls_context": trusted, "require_starttls": True}
    with serving(box, **options) as port:
        channel = config(port, security="starttls", user="desk", secret_file="mail.key", host="localhost")
        assert send(tmp_path, channel, quiet_exit.message()) == "accepted for 1 recipient"
    (tmp_path / "mail.key").unlink()
    with pytest.raises(ConfigError, match="No such file") as caught, opened(tmp_path, channel):
        pass
    assert caught.value.key == "channels.mail.secret_file"


def test_a_server_without_starttls_gets_nothing(tmp_path: Path, box: Mailbox, port: int, quiet_exit: Any) -> None:
    error = failed(tmp_path, config(port, security="starttls"), quiet_exit.message())
    assert error.final
    assert "does not offer" in error.message
    assert box.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, box: Mailbox, quiet_exit: Any, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with serving(box, tls_context=trusted, require_starttls=True) as port:
        error = failed(tmp_path, config(port, security="starttls"), quiet_exit.message())
    assert "certificate" in error.message
    assert not error.final
    assert box.mails == []


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for localhost that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    start = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=2))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file, private = tmp_path / "cert.pem", tmp_path / "key.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, private)
    return context


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"sender": ""}, "needs sender and recipients"),
        ({"recipients": ()}, "needs sender and recipients"),
        ({"user": "desk"}, "user and password go together"),
        ({"user": "desk", "secret": SecretStr("x")}, "never sent in the clear"),
        ({"sender": "Desk <a@b.example>"}, "no bare mail address"),
        ({"recipients": ("a@b.example\r\nBcc: c@d.example",)}, "no bare mail address"),
    ],
)
def test_a_wrong_mail_channel_is_refused_with_a_clear_message(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        config(25, **keys)


def test_a_mail_channel_without_host_is_off_and_a_rehearsal_mails_nobody_outside(tmp_path: Path) -> None:
    assert not ChannelConfig(type="smtp").is_on
    hosts = {"outside": "mail.example", "inside": "127.0.0.1", "six": "::1"}
    mails = {name: config(25, host=host) for name, host in hosts.items()}
    with Portal() as portal, open_channels(mails, Place(tmp_path, lambda: NOW, portal), demo=True) as channels:
        assert list(channels) == ["inside", "six"]
