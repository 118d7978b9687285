"""What a process in the sandbox may use, and how it is held to that."""

import resource
import signal
from typing import NamedTuple

from server.platform.sandbox.confine import deny_network, end_with_parent


class Limits(NamedTuple):
    """The most that one job may use. ``memory`` and ``output`` in bytes, ``cpu`` and ``wall`` in whole seconds."""

    memory: int = 320 << 20
    cpu: int = 4
    wall: int = 5
    output: int = 8 << 20


UPLOAD = Limits()
"""The limits on opening what somebody uploads and waits for."""


def hold(limits: Limits) -> None:
    """Hold this process to its limits from now on, for good: the kernel ends it, or refuses it more.

    It also ends with the process that started it, and can neither reach the network nor start another process.
    """
    end_with_parent()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall)
    for kind, most in (
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_AS, limits.memory),
    ):
        highest = most + 1 if kind == resource.RLIMIT_CPU else most  # the softer one can be told from other ends
        resource.setrlimit(kind, (most, highest))
    deny_network()
