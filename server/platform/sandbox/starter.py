"""The process that starts a child for each file: ``python -m`` of this module, with a socket as its standard input.

It has imported what the jobs need, so that a child starts in milliseconds; it has one thread, so that it may fork; and
it opens no file of a stranger's itself.
"""

import errno
import json
import os
import select
import signal
import socket
from contextlib import suppress
from pkgutil import resolve_name
from typing import NoReturn

from server.platform.sandbox.limits import Limits, hold

IDLE = 60  # seconds without a job after which it ends, to give its memory back
FINE, NO_MEMORY, TOO_MUCH, RAISED = 0, 3, 4, 5  # exit codes of a child
LONGEST_JOB = 4096  # bytes of a message


def main() -> None:
    """Do the jobs that come over the socket, one after another, until the other side is gone or none has come long."""
    connection = socket.socket(fileno=os.dup(0))
    connection.settimeout(IDLE)
    while True:
        try:
            message, files, _, _ = socket.recv_fds(connection, LONGEST_JOB, 2)
        except TimeoutError:
            return
        if not message:
            return
        task, sizes, limits = json.loads(message)
        resolve_name(task)
        child = os.fork()
        if child == 0:
            connection.close()
            _work(task, sizes, Limits(*limits), *files)
        for file in files:
            os.close(file)
        status = _wait(child, connection)
        with suppress(OSError):
            connection.send(str(status).encode())


def _wait(child: int, connection: socket.socket) -> int:
    """The exit code of a child, or the negative number of the signal that ended it; kills it if nobody wants it more.

    ``connection``: the socket to who wants it.
    """
    ended = os.pidfd_open(child)
    watched = select.poll()
    watched.register(ended, select.POLLIN)
    watched.register(connection, select.POLLRDHUP)
    if ended not in dict(watched.poll()):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(ended)
    return os.waitstatus_to_exitcode(status)


def _work(task: str, sizes: list[int], limits: Limits, given: int, made: int) -> NoReturn:
    """Do one job in the child and end it. ``given`` and ``made``: the files with its arguments and for its result.

    ``task``: ``module:function``; ``sizes``: the length of each argument.
    """
    code = RAISED
    try:
        os.close(0)
        hold(limits)
        with open(given, "rb") as file:
            file.seek(0)
            arguments = [file.read(size) for size in sizes]
        result = resolve_name(task)(*arguments)
        with open(made, "wb") as file:
            file.write(result)
        code = FINE
    except MemoryError:
        code = NO_MEMORY
    except OSError as fault:
        code = TOO_MUCH if fault.errno == errno.EFBIG else RAISED
    except Exception as fault:
        os.pwrite(made, type(fault).__name__.encode(), 0)  # its message could quote what is in the file
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
