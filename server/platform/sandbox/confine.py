"""Two doors of Linux that Python has no words for: a process that ends with its parent, and one without network."""

import ctypes
import os
import signal
import struct

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_FILTER = 2  # the mode of seccomp that takes a program
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # what a program may answer; to refuse is EPERM
_LOAD, _EQUAL, _FROM, _RETURN = 0x20, 0x15, 0x35, 0x06  # instructions of the kernel's packet filter
_FOREIGN = 0x40000000  # calls from here on are those of another way to call x86-64
_DENIED = {
    # Of each processor: the kernel's number for it, and for socket, socketpair, connect, clone, (fork, vfork,) execve,
    # execveat, ptrace, io_uring_setup and clone3.
    "x86_64": (0xC000003E, (41, 53, 42, 56, 57, 58, 59, 322, 101, 425, 435)),
    "aarch64": (0xC00000B7, (198, 199, 203, 220, 221, 281, 117, 425, 435)),
}
_prctl = ctypes.CDLL(None).prctl
_prctl.argtypes = (ctypes.c_int, *[ctypes.c_ulong] * 4)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def end_with_parent(parent: int | None = None, number: int = signal.SIGKILL) -> None:
    """Make the kernel send a signal to this process as soon as the one that forked it is gone.

    ``parent``: the pid of that one, by default the present parent; if it is gone already, this process ends at once.
    """
    parent = parent or os.getppid()
    _prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def deny_network() -> None:
    """Refuse this process, for good, to open a connection or to start another process.

    On processors that are not listed, and kernels that know no such filter, nothing is denied: the limits still hold.
    """
    known = _DENIED.get(os.uname().machine)
    if known is None:
        return
    arch, calls = known
    program = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_FROM, len(calls) + 1, 0, _FOREIGN),
        *((_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    packed = b"".join(struct.pack("HBBI", *one) for one in program)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    made = _Program(len(program), packed)
    _prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(made), 0, 0)
