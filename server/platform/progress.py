"""Shows how far a long piece of work is, on one line of a terminal."""

from typing import TextIO


class ProgressLine:
    """Writes lines such as "Loading: 120 of 300 records" to a stream; called with (done, total).

    ``what`` and ``unit``: the first and the last part of the line. On a terminal the line is overwritten at each call;
    elsewhere, as in a log, a line is added for each tenth of the work.
    """

    def __init__(self, what: str, unit: str, stream: TextIO):
        self._what, self._unit, self._stream = what, unit, stream
        self._written = -1  # how many records, or tenths of all, were written last

    def __call__(self, done: int, total: int) -> None:
        terminal = self._stream.isatty()
        step = done if terminal else done * 10 // max(total, 1)
        if step == self._written:
            return
        self._written = step
        line = f"{self._what}: {done:,} of {total:,} {self._unit}"
        if terminal:
            self._stream.write(f"\r{line}" + ("\n" if done == total else ""))
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()
