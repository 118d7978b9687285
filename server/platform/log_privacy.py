"""Keeps what people wrote, and who they are, out of the log: exceptions and libraries put such values into messages."""

import re
import sys
import traceback
from collections.abc import Iterator

import structlog

# What gunicorn and Flask add to these holds addresses of callers and of pages, with what was searched for.
CUT = re.compile(r"^(Invalid request|Error handling request|Exception on|Ignoring EPIPE|Socket error)\b.*", re.DOTALL)
# Exceptions by name, as gunicorn's first process logs too and is 60 MB smaller without their modules.
OURS = {"RegisterFaults", "ImportError", "SystemExit"}  # whose messages name files, never people
OF_VALUES = {"DataError", "IntegrityError"}  # of the database; their messages quote what was to be stored


def without_values(
    _logger: structlog.types.WrappedLogger, _method: str, entry: structlog.types.EventDict
) -> structlog.types.EventDict:
    """A step of the log: make the entry's exception a text without values, and cut what libraries add to messages."""
    entry["event"] = CUT.sub(r"\1", str(entry["event"]))
    given = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        entry["exception"] = "\n".join(_described(error))
    return entry


def _described(error: BaseException) -> Iterator[str]:
    """Where an exception was raised and of what kind it is; first the exception that it came from."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _described(before)
    yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__ + _reason(error)


def _reason(error: BaseException) -> str:
    """What may be said of an exception's reason, after its kind: nothing that could hold what somebody wrote."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & OURS:
        return f": {error}"
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    if "DBAPIError" in kinds and not kinds & OF_VALUES:
        return f": {getattr(error, 'orig', '')}".partition("\n")[0]
    return ""
