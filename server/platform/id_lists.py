"""A condition on a column by a list of ids that is one parameter, however many there are.

``in_`` has one for each id: for each number of ids the statement is another, which is compiled and planned anew.
"""

from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True
    _is_implicitly_boolean = True  # else SQLite is asked whether it is 1, and looks at each row for that


def among(column: InstrumentedAttribute[Any], name: str) -> ColumnElement[bool]:
    """Whether a column has one of the texts in the list that the statement's parameter ``name`` is."""
    return _Among(column, bindparam(name, type_=JSON))


@compiles(_Among, "postgresql")
def _on_postgresql(element: _Among, compiler: SQLCompiler, **_options: Any) -> str:
    column, texts = map(compiler.process, element.clauses)
    return f"{column} = ANY (ARRAY(SELECT json_array_elements_text({texts})))"


@compiles(_Among, "sqlite")
def _on_sqlite(element: _Among, compiler: SQLCompiler, **_options: Any) -> str:
    column, texts = map(compiler.process, element.clauses)
    return f"{column} IN (SELECT value FROM json_each({texts}))"
