"""Refusals as ODK Central words them: ``{"message", "code", "details"}``, with the codes of its documentation."""

from collections.abc import Mapping

from sync.protocol.problems import Problem


class CentralProblem(Exception):
    """A refusal with a code of Central's, such as ``404.1``; the HTTP status is the whole number of it.

    Central sends the code as a number, and tools read it as one: 400.10 would be 400.1. So it has no code that ends
    with 0, and this raises ValueError for one.
    """

    def __init__(self, code: str, message: str, details: Mapping[str, object] | None = None):
        super().__init__(message)
        if repr(float(code)) != code:
            raise ValueError(f"as a number, {code} is another code")
        self.code, self.message, self.details = code, message, details

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(self.code.partition(".")[0])

    def body(self) -> dict[str, object]:
        """The refusal as JSON."""
        return {"message": self.message, "code": float(self.code), "details": self.details}


def not_found() -> CentralProblem:
    """There is no such thing, or none that one may see."""
    return CentralProblem("404.1", "Could not find the resource you were looking for.")


def unparseable(reason: str) -> CentralProblem:
    """A ``$filter`` that is no expression."""
    return CentralProblem("400.18", f"The OData filter expression you provided could not be parsed: {reason}")


def unsupported_field(text: str) -> CentralProblem:
    """A ``$filter`` names what there is not, or what cannot be compared."""
    message = f"The given OData filter expression references fields not supported by this server: {text}"
    return CentralProblem("501.5", message)


def unsupported_expression(text: str) -> CentralProblem:
    """A ``$filter`` does what is not done here."""
    message = f"The given OData filter expression uses features not supported by this server: {text}"
    return CentralProblem("501.4", message)


def not_implemented(feature: str) -> CentralProblem:
    """A part of OData that there is not."""
    return CentralProblem("501.1", f"The requested feature {feature} is not supported by this server.")


def invalid(field: str, value: str, reason: str) -> CentralProblem:
    """A parameter that cannot be."""
    return CentralProblem("400.8", f"Unexpected {field} value {value}; {reason}")


def of_problem(problem: Problem) -> CentralProblem:
    """A refusal of ours with Central's code; one that Central does not know keeps its status and our own words."""
    known = {
        "unauthenticated": ("401.2", "Could not authenticate with the provided credentials."),
        "forbidden": ("403.1", "The authentication you provided does not have rights to perform that action."),
        "csrf": ("403.1", "The authentication you provided does not have rights to perform that action."),
        "too_large": ("400.36", "Request body too large."),
    }
    if problem.code == "not_found":
        return not_found()
    code, message = known.get(problem.code, (f"{problem.status}.1", problem.detail("en")))
    return CentralProblem(code, message)
