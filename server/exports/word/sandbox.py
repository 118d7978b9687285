"""The environment of Jinja that templates of strangers are rendered in."""

from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment

FILTERS = ("upper", "lower", "title", "trim", "length", "default", "join", "first", "last")
TESTS = ("defined", "undefined", "none")


def sandbox() -> SandboxedEnvironment:
    """A new environment: everything is escaped, and nothing but a template's variables can be reached."""
    environment = ImmutableSandboxedEnvironment(autoescape=True)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment
