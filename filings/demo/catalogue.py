"""The authored filings: what each row says, and the PDF behind it, out of the installed package.

``catalogue.toml`` and the PDFs are written by ``python -m tests.authoring.build``.
"""

from __future__ import annotations

import tomllib
from datetime import datetime
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import AwareDatetime, field_validator

from filings.demo.listing import LISTED_COMPANIES, Listing, attach_path, kilobytes
from filings.model import BEIJING, Record


class AuthoredFiling(Record):
    """A row of the catalogue.

    ``number`` stands for annId, ``published`` is the nominal time (Beijing time; midnight = date only) and
    ``arrives`` when the row gets online. ``pdf`` names a file beside the catalogue, ``sha256`` is its hash.
    ``expected`` says for people what a reader should make of it.
    """

    number: int
    uuid: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    title: str
    published: AwareDatetime
    arrives: AwareDatetime
    pdf: str
    sha256: str
    expected: str
    channel: str = LISTED_COMPANIES

    @field_validator("published", "arrives", mode="before")
    @classmethod
    def _in_beijing(cls, value: object) -> object:
        return value.replace(tzinfo=BEIJING) if isinstance(value, datetime) and value.tzinfo is None else value

    @property
    def file(self) -> Traversable:
        """The PDF inside the package."""
        return _folder() / self.pdf

    def listing(self) -> Listing:
        """The row as the exchange lists it."""
        return Listing(
            number=self.number,
            uuid=self.uuid,
            codes=self.codes,
            names=self.names,
            title=self.title,
            published=self.published,
            arrives=self.arrives,
            path=attach_path(self.published, self.uuid),
            file=self.file,
            size_kb=kilobytes(len(self.file.read_bytes())),
            channel=self.channel,
        )


def catalogue() -> tuple[AuthoredFiling, ...]:
    """Every authored filing, in the order of the catalogue."""
    table = tomllib.loads((_folder() / "catalogue.toml").read_text("utf-8"))
    return tuple(AuthoredFiling.model_validate(row) for row in table["filing"])


def authored() -> tuple[Listing, ...]:
    """The rows that the simulated exchange lists by itself."""
    return tuple(filing.listing() for filing in catalogue())


def _folder() -> Traversable:
    return resources.files("filings.demo") / "filings"
