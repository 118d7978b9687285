"""Both ends of the contract count letters alike: client/tests/core/letters.test.ts has the same texts."""

import unicodedata

import pytest

from sync.registers.field import Field
from sync.registers.letters import letters
from sync.registers.values import Wrong, clean_value, too_short

TEXTS = {
    "Điện Biên": 9,
    unicodedata.normalize("NFC", unicodedata.normalize("NFD", "Ghềnh")): 5,
    "ꪼꪒꪥ ꪬꪫꪸꪥ": 7,
    "👩‍🏫👨‍👩‍👧": 2,
    "👍🏽🇻🇳❤️": 3,
    "a" + "\u0301" * 199: 20,
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_sign_on_a_letter_and_a_joined_emoji_add_nothing(text):
    assert letters(text) == TEXTS[text]


def test_limits_count_what_a_person_sees():
    field = Field(name="name", type="text", label={"vi": "", "en": ""}, length=(5, 5))
    teachers = "👩‍🏫" * 5
    assert clean_value(field, teachers, None) == teachers
    assert not too_short(field, teachers)
    assert too_short(field, "👩‍🏫👩‍🏫")
    with pytest.raises(Wrong, match="length"):
        clean_value(field, teachers + "!", None)
