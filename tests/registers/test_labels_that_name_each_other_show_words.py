"""A label may name a question whose own label names another: a list shows words, not the form's signs."""

from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import parse
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted

FORM = [
    ("type", "name", "label"),
    ("text", "ten", "Tên"),
    ("text", "me", "Mẹ của ${ten}"),
    ("text", "ba", "Bà, mẹ của ${me}"),
]


def test_labels_that_name_each_other_show_words():
    register = drafted(FORM).register
    labels = [field.label["vi"] for field in register.fields.values()]
    assert not [label for label in labels if "${" in label]
    assert register.fields["ba"].live_label["vi"] == "Bà, mẹ của ${me}"
    assert parse(read(write(register)).raw) == register
