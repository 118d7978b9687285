"""The sandbox: the environment of Jinja in which uploaded templates are rendered."""

from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

FILTERS = ("upper", "lower", "title", "trim", "length", "default", "join", "first", "last")
TESTS = ("defined", "undefined", "none")


def sandbox() -> SandboxedEnvironment:
    """A new environment of Jinja in which a template reaches only its variables and the ``FILTERS`` and ``TESTS``.

    All output is escaped.
    """
    environment = ImmutableSandboxedEnvironment(autoescape=True)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment
