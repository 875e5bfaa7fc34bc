"""Every error of the package, raised with its data.

::

    FilingsError
    ├── ConfigError              a setting, route or watch list is wrong              exit 2
    ├── UsageError               what was typed cannot be understood                  exit 2
    ├── NotFound                 nothing under that id, code or date                  exit 1
    ├── HomeBusy                 another watch holds this home                        exit 2
    ├── SourceError              an exchange did not give what it should              exit 3
    │   ├── SourceUnavailable    500, 429, time-out, cut body: try again
    │   ├── SourceBlocked        403 or a challenge page: back off and tell
    │   └── SourceChanged        the answer has another shape: stop and tell
    ├── DocumentError            a file could not become a document (parked)          exit 4
    │   ├── NotYetThere          404: listed, but the file is not there yet
    │   ├── NotAPdf              HTML, an archive or rubbish instead of a PDF
    │   │   └── OtherKind        listed as another kind of file: never a PDF
    │   ├── Truncated            fewer bytes than the server or the PDF announce
    │   ├── Encrypted            needs a password
    │   ├── NoText               pages without a text layer (image only)
    │   ├── TooLarge             bytes or pages beyond the cap
    │   ├── ReaderCrashed        the reader process died on it
    │   └── ReaderTimeout        the reader process took too long
    ├── Superseded               a newer version of the filing was listed while a step ran: repeated
    ├── StoreError               the database or the vault cannot be read or written  exit 2
    └── DeliveryError            a channel did not take an alert (retried)            exit 4

Only ``cli/main.py`` turns them into exit codes. ``hint`` is the next thing to do or to type.
"""

from __future__ import annotations


class FilingsError(Exception):
    """Root of the tree; ``hint`` names the next step in one sentence."""

    exit_code = 70

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(FilingsError):
    """A setting, route or watch list is wrong; ``path`` and ``key`` say where."""

    exit_code = 2

    def __init__(
        self, message: str, *, path: str | None = None, key: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.path = path
        self.key = key


class UsageError(FilingsError):
    """What was typed cannot be understood (a date, a code, a combination of options)."""

    exit_code = 2


class NotFound(FilingsError):
    """Nothing is stored under that id, code or date."""

    exit_code = 1


class HomeBusy(FilingsError):
    """Another ``watch`` holds this home's lock."""

    exit_code = 2


class SourceError(FilingsError):
    """An exchange did not give what it should. ``retry_after`` is in seconds, if the server named it.

    ``asked`` is false where the host was not asked at all: it is left alone for ``retry_after`` seconds, and
    what was wanted has not failed once more.
    """

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        source: str,
        url: str,
        retry_after: float | None = None,
        asked: bool = True,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.source = source
        self.url = url
        self.retry_after = retry_after
        self.asked = asked


class SourceUnavailable(SourceError):
    """500, 429, a time-out, a cut body: worth another try."""


class SourceBlocked(SourceError):
    """403 or a challenge page: back off and tell the user; never solve it."""


class SourceChanged(SourceError):
    """The answer has a shape we do not know: stop and tell the user."""


class DocumentError(FilingsError):
    """A file could not become a document. ``sha256`` is known once it was downloaded."""

    exit_code = 4

    def __init__(
        self,
        message: str,
        *,
        announcement: str | None = None,
        sha256: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.announcement = announcement
        self.sha256 = sha256


class NotYetThere(DocumentError):
    """404: the exchange lists the filing, but its file is not there yet."""


class NotAPdf(DocumentError):
    """HTML, an archive or rubbish stands where a PDF should be."""


class OtherKind(NotAPdf):
    """The exchange lists the attachment as another kind of file (html, doc, zip): there is no PDF to read."""


class Truncated(DocumentError):
    """Fewer bytes than the server announced, or a PDF without its end."""


class Encrypted(DocumentError):
    """The PDF needs a password."""


class NoText(DocumentError):
    """No page has a text layer (image only)."""


class TooLarge(DocumentError):
    """More bytes or pages than the cap allows."""


class ReaderCrashed(DocumentError):
    """The reader process died on this file."""


class ReaderTimeout(DocumentError):
    """The reader process took longer than its limit."""


class Superseded(FilingsError):
    """A newer version of the filing was listed while a step worked on the older one; the step is repeated."""


class StoreError(FilingsError):
    """The database or the vault cannot be read or written."""

    exit_code = 2


class DeliveryError(FilingsError):
    """A channel did not take an alert; ``retry_after`` in seconds, ``final`` if trying again is useless."""

    exit_code = 4

    def __init__(
        self,
        message: str,
        *,
        channel: str,
        retry_after: float | None = None,
        final: bool = False,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.channel = channel
        self.retry_after = retry_after
        self.final = final
