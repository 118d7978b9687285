"""Reading an XLSForm workbook as a definition, with the place in the workbook of each part."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from server.platform.cached_workbook import read_values
from server.platform.workbook import Sheet
from server.platform.workbook_faults import Fault
from server.registers.definition_text import Definition
from server.registers.xlsform import names, translations
from server.registers.xlsform.cells import YES_OR_NO
from server.registers.xlsform.choice_files import AllLists, Files
from server.registers.xlsform.field_list import Place
from server.registers.xlsform.gathering import gathered
from server.registers.xlsform.headings import Column, is_own
from server.registers.xlsform.language import (
    CHOICES,
    COLUMNS,
    NOT_KEPT,
    OF_CHOICE,
    OF_FIELD,
    OF_GROUP,
    OF_REGISTER,
    OPEN_SETTINGS,
    OWN,
    SETTINGS,
    SHEETS,
    SURVEY,
)
from server.registers.xlsform.messages import fault
from server.registers.xlsform.missing import Given, Missing, fill_in, own_day
from server.registers.xlsform.survey import Survey
from server.registers.xlsform.table import Row, Table
from sync.registers.tables import Member
from sync.registers.text_language import text_language

ALIKE_SETTINGS = (("form_title", "title"), ("form_id", "id_string"))
"""Settings that mean the same: the first of two is read."""
NUMBER = re.compile(r"[1-9][0-9]{0,5}")
TITLED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass
class ReadDefinition:
    """A definition as far as it could be read (``raw``), and what is wrong with the rest (``faults``).

    ``version`` may be missing in ``raw``: it will be the next one. ``remarks``: what was left out or filled in.
    ``places``: part of the definition, such as ``fields.students`` → its sheet and row in the workbook. ``missing``:
    what the workbook does not say and somebody has to, None if nothing.
    """

    raw: Definition = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    missing: Missing | None = None

    def at(self, where: str) -> tuple[Place | None, str]:
        """The sheet and row of the part that a fault names, such as ``fields.students.range``.

        And the rest of that name.
        """
        if where == "fields" and self.places:
            return (SURVEY, None), where
        parts = where.split(".")
        for length in range(len(parts), 0, -1):
            if place := self.places.get(".".join(parts[:length])):
                return place, ".".join(parts[length:])
        return self.places.get(""), where


def read(data: bytes, given: Given | None = None, files: Mapping[str, bytes] | None = None) -> ReadDefinition:
    """The definition in an XLSForm workbook; what is wrong in it is among its ``faults``.

    ``given``: what was said beside the workbook, of what it lacks; ``files``: name → content of the files that came
    with it. Raises Unreadable if the file is no workbook that may be opened.
    """
    made = read_form(read_values(data), given, files)
    made.faults, made.remarks = gathered(made.faults), gathered(made.remarks)
    return made


def read_form(
    sheets: list[Sheet], given: Given | None = None, files: Mapping[str, bytes] | None = None
) -> ReadDefinition:
    """``read``, of the sheets of a workbook; what many rows say alike is said of each."""
    workbook = {sheet.name.strip().lower(): sheet for sheet in sheets}
    if len(sheets) == 1 and all(map(Table(sheets[0], SURVEY).has, ("type", "name"))):  # whatever it is called
        workbook = {SURVEY: sheets[0]}
    made = ReadDefinition()
    if SURVEY not in workbook:
        made.faults.append(fault("no_sheet", name=SURVEY))
        return made
    settings = _table(workbook, SETTINGS, made)
    row = settings.rows[0] if settings.rows else Row(settings, 2, {})
    default, twice = row.get("default_language"), row.get("allow_choice_duplicates")
    choices, table = (_table(workbook, name, made, default) for name in (CHOICES, SURVEY))
    choices.marked = table.marked = not _is_own(workbook, settings)
    choices.of_others = table.of_others = not settings.has(f"{OWN}title")
    given = given or {}
    made.remarks += _as_texts(table, given.get("as_text", ()))
    beside = Files(files or {}, given.get("without", ()), default)
    lists = AllLists(choices, YES_OR_NO.get(twice.lower()) is True, beside)
    lacking = [fault("no_column", SURVEY, 1, name=column) for column in ("type", "name") if not table.has(column)]
    made.faults += lacking
    survey = None if lacking else Survey(table, lists, lambda days: own_day(days, row, given))
    made.faults += settings.faults + lists.faults
    if survey:
        made.faults += survey.faults
        if default and text_language(default) != "vi":
            made.remarks.append(row.fault("default_language", name=default))
        columns = survey.deferred.kept_columns
        kept = [fault("ignored_column", CHOICES, name=heading) for heading in lists.kept_headings(columns)]
        made.remarks = [one for one in made.remarks if one not in kept] + survey.remarks + lists.remarks
        made.remarks = [one for one in made.remarks if one.sheet != SURVEY or one.row not in lists.waiting]
        made.remarks += lists.left_out_of_lists(columns, survey.used) + lists.left_out(columns) + lists.unused_files()
        made.remarks += lists.renamed(survey.used)
        made.places |= survey.kept.places
        _assemble(made, survey, row, workbook, given)
    return made


def _as_texts(table: Table, rows: Collection[int]) -> Iterator[Fault]:
    """Let the questions in these rows be texts; a remark of each."""
    for row in table.rows:
        if row.number in rows:
            yield row.fault("as_published", name=row.get("type"))
            row.cells[Column("type", None)] = "text"


def _assemble(made: ReadDefinition, survey: Survey, row: Row, workbook: dict[str, Sheet], given: Given) -> None:
    made.places[""] = (SETTINGS, row.number)
    raw = made.raw
    title = row.get("form_title") or row.get("title")
    if title:
        raw["title"] = {language: row.cells.get(Column(f"{OWN}title", language)) or title for language in ("vi", "en")}
    for name, other in ALIKE_SETTINGS:
        if row.get(name) and row.get(other):
            made.remarks.append(row.fault("ignored_column", name=other))
    if written := row.get("form_id") or row.get("id_string"):
        raw["key"] = names.proposed(written, set())
        if raw["key"] != written:
            made.remarks.append(row.fault("renamed", name=written, to=raw["key"]))
    own = _is_own(workbook, row.table)
    _number(made, row, own)
    raw |= row.members(OF_REGISTER, OWN)
    if titled := TITLED.fullmatch(row.get("instance_name")):
        if named := survey.kept.called.get(titled[1]):
            raw["list"] = {"title": named}
    elif row.get("instance_name"):
        made.remarks.append(row.fault("not_kept", name="instance_name"))
    raw["fields"] = survey.kept.fields
    titles, spelled = [], {}
    for name, shapes in SHEETS.items():
        table = _table(workbook, f"{OWN}{name}", made)
        listed = _tables(made, table, name, shapes)
        if name == "sections":
            titles, spelled = translations.of_titles(table.rows), table.further
        if listed or (name == "sections" and survey.sections):
            raw[name] = (survey.sections if name == "sections" else []) + listed
    spelled = spelled | survey.lists.further | survey.spelled  # as the sheet survey has it, if both do
    if further := translations.kept([*titles, *survey.further], raw, spelled, survey.kept.called):
        raw["translations"] = further
    if not row.texts(f"{OWN}title"):  # whoever speaks of a title in both knows which languages are shown
        made.remarks += translations.remarks(survey.further, spelled)
    made.missing, filled_in = fill_in(raw, row, given, survey.lists.missing, plain=not own)
    made.remarks += filled_in


def _is_own(workbook: Mapping[str, Sheet], settings: Table) -> bool:
    """Whether a workbook has sheets or settings of this project, as those that are downloaded here."""
    return any(map(is_own, workbook)) or any(is_own(column.name) for column in settings.columns)


def _number(made: ReadDefinition, row: Row, own: bool) -> None:
    """The version: a number of ours, or what the form's author calls it, which is kept beside our own number.

    ``own``: the workbook has sheets or settings of this project, as those that are downloaded here.
    """
    written, numbered = row.get("version"), row.get(f"{OWN}version")
    counts = own and NUMBER.fullmatch(numbered or written)
    if counts:
        made.raw["version"] = int(counts[0])
    if written and written != numbered and (numbered or not counts):
        made.raw["form_version"] = written[:64]


def _tables(made: ReadDefinition, table: Table, name: str, shapes: Mapping[str, Member]) -> list[Definition]:
    """The rows of one of the ``lt_`` sheets, each as a table of the definition."""
    made.faults += table.faults
    tables = []
    for row in table.rows:
        tables.append(row.members(shapes))
        place = made.places[f"{name}[{len(tables)}]"] = (table.name, row.number)
        for called in ("key", "measure", "check"):
            if called in tables[-1]:
                made.places.setdefault(f"{name}.{tables[-1][called]}", place)
    return tables


def _table(workbook: dict[str, Sheet], name: str, made: ReadDefinition, default: str = "") -> Table:
    """A sheet as a table; a column without a meaning is a fault if its name begins with ``lt_``, else a remark."""
    table = Table(workbook.get(name), name, default)
    known = _known(name)
    filled = {column for row in table.rows for column in row.cells}
    for column in table.columns:
        if column.name in known and not (is_own(column.name) and column.language in table.further):
            continue
        if column.name not in known and (is_own(column.name) or is_own(name)):
            made.faults.append(fault("unknown_own", name, 1, name=table.columns[column]))
        elif column in filled and column.name not in NOT_KEPT:
            made.remarks.append(fault("ignored_column", name, name=table.columns[column]))
    if name == SURVEY:
        for other in sorted(workbook.keys() - {SURVEY, CHOICES, SETTINGS, *(f"{OWN}{one}" for one in SHEETS)}):
            if is_own(other):
                made.faults.append(fault("unknown_own", name=other))
            else:
                made.remarks.append(fault("ignored_sheet", name=other))
    return table


def _known(name: str) -> set[str]:
    if name == SURVEY:
        own = {f"{OWN}{member}" for member in (*OF_FIELD, *OF_GROUP, "type", "name", "label", "exported_as")}
        return {*COLUMNS, *own}
    if name == CHOICES:
        return {"list_name", "name", "label", *(f"{OWN}{member}" for member in (*OF_CHOICE, "name"))}
    if name == SETTINGS:
        own = {f"{OWN}{member}" for member in ("title", "version", *OF_REGISTER)}
        return {*OPEN_SETTINGS, "title", "allow_choice_duplicates", *own}
    return set(SHEETS[name.removeprefix(OWN)])
