"""Gauges of this machine: the memory of the server's processes, and the room on the disks of its data."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily

from server.doctor.folders import nearest

PID = re.compile(r"_(\d+)\.db$")


def machine(counts: Path, folders: Mapping[str, Path]) -> Iterator[GaugeMetricFamily]:
    """Gauges of the processes that keep counts in the folder ``counts``, and of ``folders``: what each holds → it."""
    memory = GaugeMetricFamily("lantoa_process_memory_bytes", "Resident memory of a server process.", labels=["pid"])
    for pid in sorted({found[1] for file in counts.glob("*.db") if (found := PID.search(file.name))}):
        if (size := _resident(pid)) is not None:
            memory.add_metric([pid], size)
    yield memory
    free = GaugeMetricFamily("lantoa_disk_free_bytes", "Room on the disk of a folder, by what it holds.", labels=["of"])
    for name, folder in folders.items():
        free.add_metric([name], shutil.disk_usage(nearest(folder)).free)
    yield free


def _resident(pid: str) -> int | None:
    """Bytes of memory that a process uses; None if it has ended, or the system does not say."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return None
