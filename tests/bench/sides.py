"""Two sides of a comparison in one run, block by block in turn: what else the machine does then hits both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Block = TypeVar("Block")


def compared(works: Sequence[tuple[Callable[[Block], object], int]], sample: Iterable[Block]) -> list[float]:
    """Computing time of each work over the sample; ``(work, n)`` is repeated n times a block, its median taken.

    Rubbish is collected after each file, as a reader process does, and counted; both sides alike.
    """
    totals = [0.0] * len(works)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for block in sample:
            for index, (work, repeat) in enumerate(works):
                totals[index] += statistics.median(_seconds(work, block) for _ in range(repeat))
    finally:
        gc.enable()
        gc.unfreeze()
    return totals


def _seconds(work: Callable[[Block], object], block: Block) -> float:
    start = time.process_time()
    work(block)
    gc.collect()
    return time.process_time() - start
