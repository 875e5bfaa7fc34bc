"""What a reader process may use; the keys of ``[reader]`` in config/filings.toml."""

from __future__ import annotations

from pydantic import Field

from filings.model.record import Record


class ReaderLimits(Record):
    """Limits for reading one file, each enforced from outside the PDF engine.

    ``memory_mb`` is the address space of a reader process (enforced where the system can, which macOS
    cannot); ``cpu_seconds`` and ``wall_seconds`` count per file; ``max_pages`` are read of a file and the rest
    is left; a file of more than ``max_bytes`` is refused; ``workers`` is the number of reader processes.
    """

    memory_mb: int = Field(ge=128, le=1_048_576)
    cpu_seconds: int = Field(ge=1)
    wall_seconds: float = Field(gt=0)
    max_pages: int = Field(ge=1)
    max_bytes: int = Field(ge=1)
    workers: int = Field(ge=1, le=64)
