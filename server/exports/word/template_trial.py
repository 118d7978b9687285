"""Tries a template on an invented report, tag by tag."""

from collections.abc import Iterator
from traceback import walk_tb
from types import TracebackType

from jinja2 import StrictUndefined, Undefined, UndefinedError

from server.exports.notation import Notation
from server.exports.word.sandbox import sandbox
from server.exports.word.template_fault import TemplateFault, at
from server.exports.word.template_lines import Lines
from server.exports.word.template_sample import SAMPLE
from server.exports.word.variables import variables
from server.platform.sandbox.fault import refuse_memory


def trial_faults(lines: Lines) -> Iterator[TemplateFault]:
    """A fault at the first tag that cannot be filled in, or names what its value does not have: it would stay empty."""
    environment = sandbox()
    environment.undefined = StrictUndefined
    environment.finalize = _shown
    try:
        environment.from_string(lines.text).render(dict(variables(SAMPLE, Notation())))
    except UndefinedError as fault:
        yield at("member", lines.tag(_line(fault.__traceback__)))
    except Exception as fault:  # not to be shown, or whatever a value says of what a stranger's template asks of it
        refuse_memory(fault)
        yield at("fill", lines.tag(_line(fault.__traceback__)))


def _shown(value: object) -> object:
    """The value of a place to fill in, if it is one that people can read. Raises TypeError for a list and its like."""
    if isinstance(value, (list, dict)) or (callable(value) and not isinstance(value, Undefined)):
        raise TypeError
    return value


def _line(trace: TracebackType | None) -> int:
    """The line of the template where this happened, from 1; 0 if it happened elsewhere."""
    return next((line for frame, line in walk_tb(trace) if frame.f_code.co_filename == "<template>"), 0)
