"""The types of a record's answers, and of what a put adds to or removes from answers that are lists."""

from typing import Any

Answers = dict[str, Any]
"""Field name → the answer as a JSON value of the field's type; fields without an answer are left out."""

Lists = dict[str, list[Any]]
"""Field name → values that a put adds to, or removes from, the list in that field."""
