"""Submissions and the rows of their repeats as the entities of OData."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.odk.names import SUBMISSIONS, identifier, row_id
from server.odk.problems import CentralProblem
from server.odk.schema import columns, form_fields, repeats, shown_fields
from server.odk.submissions import Submission
from server.odk.values import groups, json_value
from sync.registers import Field, Register

SYSTEM = "__system"
PARENT = "__Submissions-id"
Entity = dict[str, object]


@dataclass(frozen=True, slots=True)
class Shape:
    """How entities are written. ``expand``: rows stand within their submission; ``wkt``: places as text; ``select``:
    the names that are written, ``__system/edits`` or ``group/field`` for parts; None for all."""

    expand: bool = False
    wkt: bool = False
    select: frozenset[str] | None = None


def read_select(register: Register, table: str, text: str | None) -> frozenset[str] | None:
    """The names in a ``$select``; None for all. Raises CentralProblem 400.23 for a name that there is not."""
    if text is None or text.strip() == "*":
        return None
    names = frozenset(part.strip() for part in text.split(","))
    for name in sorted(names - _selectable(register, table)):
        raise CentralProblem("400.23", f"Could not find a property named '{name}'")
    return names


def submission_entity(register: Register, submission: Submission, shape: Shape) -> Entity:
    """A submission as an entity."""
    row, instance = submission.row, submission.instance
    out: Entity = {"__id": instance, SYSTEM: submission.system()}
    about, meta = groups(register, submission).items()
    out[about[0]] = about[1]
    for field in shown_fields(register):
        value = row["data"].get(field.name)
        if field.type != "rows":
            out[identifier(field.name)] = json_value(field, value, shape.wkt)
            continue
        out[f"{field.name}@odata.navigationLink"] = f"{SUBMISSIONS}('{instance}')/{field.name}"
        if shape.expand:
            inner = list(row_entities(field, submission, shape))
            out[field.name] = [{name: value for name, value in one.items() if name != PARENT} for one in inner]
    out[meta[0]] = meta[1]
    return _selected(out, shape.select)


def row_entities(field: Field, submission: Submission, shape: Shape) -> Iterator[Entity]:
    """The rows of a repeat in one submission as entities."""
    for at, answers in enumerate(submission.row["data"].get(field.name) or ()):
        out: Entity = {"__id": row_id(submission.instance, field.name, at), PARENT: submission.instance}
        for column in columns(field):
            out[identifier(column.name)] = json_value(column, answers.get(column.name), shape.wkt)
        yield _selected(out, shape.select) if not shape.expand else out


def table_of(register: Register, table: str) -> Field | None:
    """The field of rows that a table such as ``Submissions.rows`` holds; None if there is none such."""
    names = {f"{SUBMISSIONS}.{field.name}": field for field in repeats(register)}
    return names.get(table)


def _selectable(register: Register, table: str) -> set[str]:
    if field := table_of(register, table):
        return {"__id", PARENT, *(identifier(column.name) for column in columns(field))}
    below = {f"/{field.name}" for field in repeats(register)}
    paths = {one.path[1:] for one in form_fields(register) if one.parent not in below}
    system = {"submissionDate", "updatedAt", "submitterId", "submitterName", "attachmentsPresent"}
    system |= {"attachmentsExpected", "status", "reviewState", "deviceId", "edits", "formVersion", "deletedAt"}
    return {"__id", SYSTEM, *(f"{SYSTEM}/{name}" for name in system), *paths}


def _selected(entity: Entity, select: frozenset[str] | None) -> Entity:
    if select is None:
        return entity
    out: Entity = {}
    for name, value in entity.items():
        parts = {one.partition("/")[2] for one in select if one.startswith(f"{name}/")}
        if name in select or name.partition("@")[0] in select:
            out[name] = value
        elif parts and isinstance(value, dict):
            out[name] = {inner: one for inner, one in value.items() if inner in parts}
    return out
