"""What is wrong in an XLSForm is refused with sheet, row and reason, all of it at once; and nothing else is."""

import re
from io import BytesIO

import openpyxl
import pytest

from server.platform.config import ROOT
from server.registers.definition_text import MOST_CHOICES
from server.registers.drafts import make_draft
from server.registers.messages import PATTERNS, vietnamese
from server.registers.uploads import Refused, open_upload
from server.registers.xlsform.reading import read
from sync.registers import Registers, parse
from tests.registers.test_registers_published_without_a_programmer import CHOICES, SETTINGS, SURVEY, VI, workbook_of

pytestmark = pytest.mark.slow


def faults(data: bytes):
    """(sheet, row) → what is wrong there, in English."""
    with pytest.raises(Refused) as refused:
        make_draft(Registers([]), [], {}, open_upload(data))
    found: dict = {}
    for fault in refused.value.faults:
        assert fault.vi
        found.setdefault((fault.sheet, fault.row), []).append(fault.en)
    return found


def question(*cells, **more):
    """A question with the columns of SURVEY: type, name, both labels, required, relevant, constraint."""
    kind, name = cells
    return (kind, name, "Nhãn", "Label", *(more.get(one, "") for one in ("required", "relevant", "constraint")))


REFUSED = {
    "no type “nonsense”": question("nonsense", "n"),
    "no list “none_such”": question("select_one none_such", "n"),
    "name of a list is missing": question("select_one", "n"),
    "is used in row 2": question("text", "day"),
    "no question called “none”": question("text", "n", relevant="${none} = 'a'"),
    "goes round in a circle": question("integer", "n", relevant="${n} = 5"),
    "the column relevant cannot be read": question("text", "n", relevant="${kind} = ('reading'"),
    "the column constraint cannot be read": question("integer", "n", constraint=". >="),
    "is begun and never ended": question("begin_group", "n"),
    "nothing that it ends": question("end_repeat", ""),
    "column “name” is empty": question("text", ""),
    "column “type” is empty": question("", "n"),
    "No answer fits": question("integer", "n", constraint=". >= 5 and . <= 1"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_row_is_refused_by_its_number(reason):
    by_place = faults(workbook_of([*SURVEY, REFUSED[reason]]))
    assert list(by_place) == [("survey", len(SURVEY) + 1)]
    assert re.search(reason, by_place["survey", len(SURVEY) + 1][0])


def test_every_fault_is_shown_at_once():
    by_place = faults(
        workbook_of(
            [*SURVEY, REFUSED["no type “nonsense”"], question("text", "kind"), REFUSED["No answer fits"]],
            [*CHOICES, ("kind", "", "Không tên", "Nameless"), ("kind", "reading", "Lại", "Again")],
            [SETTINGS[0], ("", "", "", "", "nobody", "", "")],
        )
    )
    assert set(by_place) == {*(("survey", row) for row in (5, 6, 7)), ("choices", 4), ("choices", 5), ("settings", 2)}


def test_what_many_rows_say_alike_is_said_once():
    by_place = faults(workbook_of([*SURVEY, *(question("nonsense", f"n{at}") for at in range(12))]))
    ((place, (text,)),) = by_place.items()
    assert place == ("survey", 5)
    assert text.endswith("In rows 6, 7, 8, 9, 10, 11, 12, 13 too, and 3 more.")


def test_a_text_repeats_no_more_of_a_cell_than_can_be_read():
    deep = "(" * 2_000 + "1" + ")" * 2_000
    ((text,),) = faults(workbook_of([*SURVEY, question("text", "n", relevant=deep)])).values()
    assert len(text) < 300


@pytest.mark.slow
def test_five_thousand_choices_are_named_with_their_limit():
    many = [("kind", f"c{at}", f"Lựa chọn {at}", f"Choice {at}") for at in range(4_900)]
    by_place = faults(workbook_of(choices=[*CHOICES, *many]))
    assert by_place["survey", 3] == [f"choices: are 4902; no more than {MOST_CHOICES} fit on a phone"]


def test_sheets_and_columns_that_are_missing_or_strange():
    empty = BytesIO()
    openpyxl.Workbook().save(empty)
    assert "There is no sheet “survey”" in faults(empty.getvalue())[None, None][0]
    assert faults(workbook_of([("name", VI), ("a", "b")]))["survey", 1] == ["This sheet lacks the column “type”."]
    strange = [(*SETTINGS[0], "lt_colour"), (*SETTINGS[1], "red")]
    assert faults(workbook_of(settings=strange)) == {
        ("settings", 1): ["There is no column or setting called “lt_colour”."]
    }


def test_a_form_of_another_system_needs_nothing_of_ours():
    """As KoboToolbox makes it: one language, groups, notes, what a phone notes by itself."""
    made = read(
        workbook_of(
            [
                ("type", "name", "label", "hint", "required", "relevant", "appearance", "$xpath"),
                ("start", "start", "", "", "", "", "", ""),
                ("note", "intro", "Chào thầy cô", "", "", "", "", ""),
                ("date", "day", "Ngày", "", "true", "", "", ""),
                ("begin_group", "school", "Về trường", "", "", "", "field-list", ""),
                ("select_one yes_no", "open", "Mở cửa?", "", "true", "", "", ""),
                ("text", "why", "Vì sao", "Ghi ngắn", "", "${open} = 'no'", "multiline", ""),
                ("end_group", "", "", "", "", "", "", ""),
                ("geopoint", "here", "Ở đâu", "", "", "", "", ""),
            ],
            [("list_name", "name", "label"), ("yes_no", "yes", "Có"), ("yes_no", "no", "Không")],
            [("form_title", "form_id", "version"), ("Khảo sát", "survey_2026", "vK7dQ")],
        )
    )
    assert made.faults == []
    register = parse(made.raw | {"version": 1})
    assert {name: field.type for name, field in register.fields.items()} == {
        "intro": "note",
        "day": "date",
        "open": "choice",
        "why": "longtext",
        "here": "place",
    }
    assert (register.period, register.period_from, register.by) == ("event", "day", ("teacher", "leader"))
    assert register.form_version == "vK7dQ"
    assert register.fields["why"].show_when.equals == "no"
    assert register.fields["why"].section == "school"
    text = {remark.en for remark in made.remarks}
    assert "“start” was left out: the server knows it by itself." in text
    assert "There is no “lt_period”, so each event has a record." in text


def test_every_fault_of_the_language_is_in_vietnamese_too():
    """The sentences stand in the code of sync/registers; each is put into Vietnamese by one of the patterns."""
    source = "".join(path.read_text() for path in sorted((ROOT / "sync" / "registers").glob("*.py")))
    sentences = re.findall(r"""(?:yield|append\(|faults \+= \[) ?f?["']([^"\n]*)["']""", source)
    reasons = [text.partition(": ")[2] for text in sentences if text.partition(": ")[2]]
    missing = [text for text in reasons if vietnamese(filled(text)) == filled(text)]
    assert len(reasons) > 40
    assert missing == []
    assert len(PATTERNS) >= 60


def filled(text: str) -> str:
    """An example of the sentence: numbers where numbers stand, else a word."""
    text = re.sub(r"\{(reason|fault)\}", "unknown key", text)
    text = re.sub(r"\{[^{}]*(version|count|places|len|thousandths|FULL|MOST|cells|size|number)[^{}]*\}", "3", text)
    return re.sub(r"\{[^{}]*\}", "text", text).replace("''", "'text'")
