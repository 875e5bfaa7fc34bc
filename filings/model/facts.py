"""Facts: a named value and the quotes that carry it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from filings.model.document import Quote
from filings.model.record import Record


def _two_decimals(value: Decimal) -> Decimal:
    """At least two decimals, so that equal amounts are written alike; more are kept."""
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal("0.01")) if isinstance(exponent, int) and exponent > -2 else value


TwoDecimals = Annotated[Decimal, AfterValidator(_two_decimals)]

Precision = Literal["day", "month", "year", "approx"]


class Text(Record):
    """Words; ``code`` is a closed code where one exists (a status, a reason, a region)."""

    type: Literal["text"] = "text"
    text: str
    code: str | None = None


class Number(Record):
    """A count or another bare number."""

    type: Literal["number"] = "number"
    number: Decimal
    unit: str | None = None


class Money(Record):
    """An amount in full units of ``currency`` (yuan, not 万元); ``amount_max`` closes a range."""

    type: Literal["money"] = "money"
    amount: TwoDecimals
    amount_max: TwoDecimals | None = None
    currency: str = "CNY"
    bound: Literal["eq", "le", "ge", "approx"] = "eq"
    tax: Literal["included", "excluded"] | None = None


class Day(Record):
    """A date as precise as the filing gives it: a month stands as its first day."""

    type: Literal["day"] = "day"
    day: dt.date
    precision: Precision = "day"


class Period(Record):
    """From and to, inclusive, as precise as the filing gives them."""

    type: Literal["period"] = "period"
    start: dt.date | None = Field(alias="from")
    end: dt.date | None = Field(alias="to")
    precision: Precision = "day"


class Share(Record):
    """A percentage and, if the filing says it, of what."""

    type: Literal["share"] = "share"
    percent: TwoDecimals
    of: str | None = None


class NoneStated(Record):
    """The filing says explicitly that there is none (不涉及…, 无…)."""

    type: Literal["none_stated"] = "none_stated"


class NotStated(Record):
    """The filing was read in full and says nothing: never a guess."""

    type: Literal["not_stated"] = "not_stated"
    pages_read: tuple[int, ...]
    sections: tuple[str, ...] = ()


Value = Annotated[Text | Number | Money | Day | Period | Share | NoneStated | NotStated, Field(discriminator="type")]


class Fact(Record):
    """A named value: quoted (the words carry it), derived (``rule`` from the quotes) or not stated."""

    name: str
    value: Value
    basis: Literal["quoted", "derived", "not_stated"] = "quoted"
    rule: str | None = None
    quotes: tuple[Quote, ...] = ()

    @model_validator(mode="after")
    def _proven(self) -> Self:
        if isinstance(self.value, NotStated):
            if self.basis != "not_stated" or self.quotes:
                message = f"{self.name}: what is not stated has no quotes"
                raise ValueError(message)
        elif not self.quotes or self.basis == "not_stated":
            message = f"{self.name}: a fact needs at least one quote"
            raise ValueError(message)
        elif self.basis == "derived" and self.rule is None:
            message = f"{self.name}: a derived fact names its rule"
            raise ValueError(message)
        return self


class Item(Record):
    """One project, asset or claim of several, with the facts of its own."""

    kind: Literal["project", "asset", "claim"]
    name: str
    facts: tuple[Fact, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """The first fact of that name."""
        return next((fact for fact in self.facts if fact.name == name), None)


PartyRole = Literal[
    "issuer", "subsidiary", "project_company", "counterparty", "transferor", "transferee",
    "debtor", "creditor", "guarantor", "court", "authority",
]  # fmt: skip


class Party(Record):
    """Somebody whom the filing names, with the defined terms that stand for it."""

    role: PartyRole
    name: str
    aliases: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
