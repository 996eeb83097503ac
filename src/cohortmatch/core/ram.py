"""Memory: how much the process uses and may still take, and amounts as people write them."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path

__all__ = ["amount", "free", "resident", "sparing", "written"]

UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "T": 1_000_000_000_000}
AMOUNT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([KMGT]?)B?\s*", re.IGNORECASE)
STATM = Path("/proc/self/statm")
MEMINFO = Path("/proc/meminfo")
AVAILABLE = re.compile(r"MemAvailable:\s*(\d+) kB")
PLENTY = 1 << 40
"""What is free where the system does not tell."""


def amount(text: str) -> int:
    """Bytes of an amount such as "2GB", "800 MB" or "1.5g"; ValueError for anything else."""
    found = AMOUNT.fullmatch(text)
    if found is None or not float(found[1]):
        raise ValueError("must be an amount such as 2GB or 800MB")
    return int(float(found[1]) * UNITS[found[2].upper()])


def written(size: int) -> str:
    """An amount in bytes as people write it, rounded up to 10 MB."""
    megabytes = -(-size // 10_000_000) * 10
    return f"{megabytes:,} MB" if megabytes < 10_000 else f"{megabytes / 1000:,.1f} GB"


def resident() -> int:
    """Bytes of memory that the process uses now; the peak where the system tells only that, and 0
    where it tells nothing.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        import resource

        return int(STATM.read_text().split()[1]) * resource.getpagesize()
    with contextlib.suppress(ImportError):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    return 0


def free() -> int:
    """Bytes that the process may still take: what the machine has left, within the limit of the
    process; very many where the system tells neither.
    """
    return max(0, min(_left_of_machine(), _left_of_limit()))


def sparing() -> None:
    """Where the process's address space is limited, keep a library from reserving much of it.

    The library that reads parquet files and holds text columns reserves a gigabyte beforehand. It
    must be told before it is loaded.
    """
    if _limit() < PLENTY:
        os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def _left_of_machine() -> int:
    with contextlib.suppress(OSError, ValueError):
        if found := AVAILABLE.search(MEMINFO.read_text()):
            return int(found[1]) * 1024
    return PLENTY


def _left_of_limit() -> int:
    limit = _limit()
    with contextlib.suppress(OSError, ValueError, ImportError):
        import resource

        return limit - int(STATM.read_text().split()[0]) * resource.getpagesize()
    return limit


def _limit() -> int:
    """Bytes of address space that the process may have."""
    with contextlib.suppress(ImportError, ValueError):
        import resource

        soft, _ = resource.getrlimit(resource.RLIMIT_AS)
        return PLENTY if soft == resource.RLIM_INFINITY else soft
    return PLENTY
