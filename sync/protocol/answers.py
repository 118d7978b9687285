"""A person's answers to a register, and changes to those that are lists."""

from typing import Any

Answers = dict[str, Any]
"""Field name → the JSON value answered there, as the register's field has it; without those that were not answered."""

Lists = dict[str, list[Any]]
"""Field name → values that a put adds to, or removes from, the list in that field."""
