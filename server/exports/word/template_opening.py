"""Opening an uploaded template in the sandbox: it is checked and tried where it can harm nobody."""

import json

from server.exports.word.template_fault import TemplateFault
from server.exports.word.template_faults import LARGEST, faults
from server.platform.sandbox.fault import SandboxFault
from server.platform.sandbox.run import run

RULES = {"busy": "busy", "died": "broken"}
"""What the sandbox says of a file → the rule that it breaks; ``costly`` for everything else."""


def first_fault(file: bytes) -> TemplateFault | None:
    """The first reason why an uploaded file cannot be a template, None if it can."""
    if len(file) > LARGEST:
        return {"rule": "too_large"}
    try:
        found: TemplateFault | None = json.loads(run(_first, file))
    except SandboxFault as fault:
        return {"rule": RULES.get(fault.code, "costly")}
    return found


def _first(file: bytes) -> bytes:
    """The first fault of a file as JSON, null if there is none."""
    return json.dumps(next(faults(file), None)).encode()
