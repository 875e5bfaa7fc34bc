"""What a reader process may use; the keys of ``[reader]`` in config/filings.toml."""

from __future__ import annotations

from pydantic import Field

from filings.model.record import Record


class ReaderLimits(Record):
    """Limits for reading one file, each enforced from outside the PDF engine.

    ``memory_mb`` is the address space of a reader process (enforced where the system can, which macOS
    cannot); ``cpu_seconds`` and ``wall_seconds`` count per file; ``max_pages`` are read of a file and the rest
    is left; a file of more than ``max_bytes`` is refused; ``workers`` is the number of reader processes.

    ``ocr``: whether pages without text are recognised (needs the extra of that name), in one process with
    ``ocr_memory_mb`` of address space, ``ocr_seconds_per_page`` of computing time, and at most ``ocr_pages``
    pages of a file.
    """

    memory_mb: int = Field(ge=128, le=1_048_576)
    cpu_seconds: int = Field(ge=1)
    wall_seconds: float = Field(gt=0)
    max_pages: int = Field(ge=1)
    max_bytes: int = Field(ge=1)
    workers: int = Field(ge=1, le=64)
    ocr: bool = True
    ocr_memory_mb: int = Field(default=2048, ge=512, le=1_048_576)
    ocr_seconds_per_page: float = Field(default=30, gt=0)
    ocr_pages: int = Field(default=60, ge=1)

    @property
    def for_ocr(self) -> ReaderLimits:
        """The same for the process that recognises."""
        return self.model_copy(update={"memory_mb": self.ocr_memory_mb, "workers": 1})
