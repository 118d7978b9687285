"""A form's own words for what is wrong with an answer are kept, and stand in the fault."""

from sync.registers import check_put, check_submit
from tests.registers.test_xlsforms_as_the_world_writes_them import drafted


def test_messages_are_what_the_person_reads_at_the_fault():
    heads = ("type", "name", "label", "constraint", "constraint_message::Tiếng Việt (vi)", "required")
    asked = [("integer", "a", "A", ". >= 0 and . <= 5", "Từ 0 đến 5", "yes", "Phải có")]
    made = drafted([(*heads, "required_message"), *asked, ("text", "b", "B")]).register
    _, beyond = check_put(made, {"a": 9})
    assert beyond["a"] == {"rule": "range", "range": [0, 5], "message": {"vi": "Từ 0 đến 5", "en": "Từ 0 đến 5"}}
    assert check_submit(made, {})["a"] == {"rule": "required", "message": {"vi": "Phải có", "en": "Phải có"}}
