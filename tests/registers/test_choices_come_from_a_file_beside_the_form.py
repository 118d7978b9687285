"""Choices that a form keeps in CSV files: the officer is asked for these, and they are then choices like any others."""

import io
import unicodedata
from urllib.parse import urlencode

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from server.registers.drafts import make_draft
from server.registers.uploads import MOST_BESIDE, Refused, open_upload
from server.registers.xlsform.reading import read
from server.registers.xlsform.writing import write
from sync.registers import Registers
from tests.registers.test_registers_published_without_a_programmer import publish, workbook_of
from tests.registers.test_xlsforms_as_the_world_writes_them import SETTINGS, YES_NO
from tests.village import SAME_ORIGIN, Village, code

HEADS = ("type", "name", "label", "choice_filter", "parameters")
PROVINCE = ("select_one_from_file tinh.csv", "tinh", "Tỉnh")
COMMUNE = ("select_one_from_file media/Xã.csv", "xa", "Xã", "tinh=${tinh}", "value=ma, label=ten")
FORM = workbook_of([HEADS, PROVINCE, COMMUNE], YES_NO, SETTINGS)
TINH = "name,label\ndb,Điện Biên\nlc,Lai Châu\n".encode()
XA = "sep=;\nma;ten;label::English (en);tinh;dan\n01;Mường Nhé;Nhe;db;3\n02;Sìn Hồ;Ho;lc;4\n".encode("utf-16")
FILES = {"Tinh.csv": TINH, "xã.csv": XA}


def taken(files, form=FORM, **given):
    found = read(form, given, files)
    return make_draft(Registers([]), [], {}, found).register, [one.en for one in found.remarks]


def test_a_file_that_is_not_there_is_asked_for_and_nothing_said_of_its_question():
    found = read(FORM)
    assert found.missing
    assert found.missing["files"] == ["tinh.csv", "media/Xã.csv"]
    assert [one for one in found.remarks if one.row and one.sheet == "survey"] == []


def test_a_files_choices_are_those_of_the_question_in_both_languages_with_the_columns_that_a_filter_asks():
    register, remarks = taken(FILES)
    province, commune = register.fields.values()
    assert [(one.value, one.label["vi"]) for one in province.choices] == [("db", "Điện Biên"), ("lc", "Lai Châu")]
    assert commune.choices[0].value == "01"
    assert commune.choices[0].label == {"vi": "Mường Nhé", "en": "Nhe"}
    assert [one.columns for one in commune.choices] == [{"tinh": "db"}, {"tinh": "lc"}]
    assert commune.choice_filter == ["=", {"column": "tinh"}, {"field": "tinh"}]
    assert "The column “dan” was left out." in remarks


def test_it_is_downloaded_as_a_list_of_the_workbook_which_makes_the_same_register():
    register, _ = taken(FILES)
    again = read(write(register))
    assert make_draft(Registers([]), [], {}, again).register == register
    assert (again.faults, again.remarks) == ([], [])


def test_two_questions_may_take_other_columns_of_one_file():
    by_name = ("select_multiple_from_file xã.csv", "ten", "Tên", "", "value=ten")
    register, _ = taken(FILES, workbook_of([HEADS, COMMUNE[:3] + ("",) + COMMUNE[4:], by_name], YES_NO, SETTINGS))
    assert [one.exported_as for one in register.fields["ten"].choices] == ["Mường Nhé", "Sìn Hồ"]
    assert [one.value for one in register.fields["xa"].choices] == ["01", "02"]


def test_what_nobody_has_and_what_is_no_csv_is_asked_as_a_text_and_said():
    other = ("select_one_from_file ban.geojson", "ban", "Bản")
    form = workbook_of([HEADS, PROVINCE, other], YES_NO, SETTINGS)
    register, remarks = taken({}, form, without=["TINH.csv"])
    assert [one.type for one in register.fields.values()] == ["text", "text"]
    assert "The file “tinh.csv” is not there, so this question is asked as a text." in remarks
    assert "Choices are read from .csv files here, not from “ban.geojson”: this question is asked as a text." in remarks
    assert "No question uses the file “x.csv”." in taken({"x.csv": TINH, "tinh.csv": TINH}, form)[1]


@pytest.mark.parametrize(
    ("content", "sheet", "row", "text"),
    [
        (b"name,label\na,A\na,B\n", "tinh.csv", 3, "The choice “a” is there twice in the list “tinh.csv”."),
        (b"name,label\na,A\n\n,B\n", "tinh.csv", 4, "The name of the choice is missing"),
        (b"code,label\na,A\n", "tinh.csv", 1, "This sheet lacks the column “name”."),
        (b"\xff\xfe\x00", "tinh.csv", None, "This CSV file cannot be read."),
        (b"\x89PNG,\x00", "tinh.csv", None, "This CSV file cannot be read."),
        (b"name,label\n" + b"".join(b"c%d,C\n" % one for one in range(251)), "survey", 2, "are 251; no more than 250"),
        (b"name,label\n", "tinh.csv", 1, "There is no choice in this file."),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_row(content, sheet, row, text):
    found = open_upload(workbook_of([HEADS, PROVINCE], YES_NO, SETTINGS), {}, {"tinh.csv": content})
    with pytest.raises(Refused) as refused:
        make_draft(Registers([]), [], {}, found)
    (fault,) = refused.value.faults
    assert (fault.sheet, fault.row) == (sheet, row)
    assert text in fault.en


def test_files_that_are_too_large_are_not_opened():
    with pytest.raises(Refused, match="1 faults") as refused:
        open_upload(FORM, {}, {"tinh.csv": b"x" * (MOST_BESIDE + 1)})
    assert "larger than 2 MB" in refused.value.faults[0].en


def send(client, files, query="", form=FORM):
    named = [("form", "Xã.xlsx", form), *(("files", name, content) for name, content in files.items())]
    parts = [(part, FileStorage(io.BytesIO(content), name)) for part, name, content in named]
    boundary, body = encode_multipart(MultiDict(parts))
    headers = SAME_ORIGIN | {"X-Account": client.account, "Content-Type": f"multipart/form-data; boundary={boundary}"}
    return client.http.post(f"/api/registers?{query}", data=body, headers=headers)


@pytest.mark.slow
def test_the_officer_is_asked_and_phones_get_the_choices(village: Village):
    so, teacher = village.client("so"), village.client("gv")
    asked = send(so, {"tinh.csv": TINH})
    assert (asked.status_code, asked.json["missing"]["files"]) == (200, ["media/Xã.csv"])
    draft = send(so, FILES, "by=teacher&review=department")
    assert (draft.status_code, draft.json["key"]) == (201, "thu")
    publish(so, draft.json)
    put = teacher.put(form="thu@1", period="once", set={"tinh": "db", "xa": "01"}, then="submit")
    assert code(teacher.do(put)) is None
    wrong = teacher.put(form="thu@1", period="once", set={"tinh": "db", "xa": "02"}, then="submit")
    assert code(teacher.do(wrong)) == "invalid"


@pytest.mark.slow
def test_a_body_of_several_files_that_is_not_whole_is_malformed(village: Village):
    so = village.client("so")
    headers = SAME_ORIGIN | {"X-Account": so.account}
    for data in ({}, {"form": "no file"}, {"files": (io.BytesIO(TINH), "tinh.csv")}):
        answer = so.http.post("/api/registers", data=data, headers=headers, content_type="multipart/form-data")
        assert answer.json["code"] == "malformed"
    answer = so.http.post("/api/registers", data=b"x", headers=headers | {"Content-Type": "multipart/form-data"})
    assert answer.json["code"] == "malformed"
    assert send(so, {"tinh.csv": b"x" * (8 << 20)}).json["code"] == "too_large"
    foreign = {"X-Account": so.account, "Origin": "https://evil.example"}
    answer = so.http.post("/api/registers", data={"form": (io.BytesIO(FORM), "f.xlsx")}, headers=foreign)
    assert answer.json["code"] == "csrf"
    answer = so.http.post("/api/registers", data={"form": (io.BytesIO(FORM), "f.xlsx")}, headers=SAME_ORIGIN)
    assert answer.json["code"] == "csrf"


def test_a_files_name_is_the_same_however_its_letters_are_written():
    decomposed = {unicodedata.normalize("NFD", f" {name} "): content for name, content in FILES.items()}
    assert taken(decomposed)[0] == taken(FILES)[0]


@pytest.mark.slow
def test_a_file_that_nobody_has_may_have_a_comma_in_its_name(village: Village):
    so = village.client("so")
    names = ["Xã, phường.csv", "Bản.csv"]
    rows = [(f"select_one_from_file {name}", f"q{at}", "Q") for at, name in enumerate(names)]
    form = workbook_of([HEADS[:3], *rows], YES_NO, SETTINGS)
    given = {"by": "teacher", "review": "department"}
    assert send(so, {}, urlencode(given), form).json["missing"]["files"] == names
    draft = send(so, {}, urlencode(given | {"without": names}, doseq=True), form)
    assert (draft.status_code, draft.json["key"]) == (201, "thu")
    assert [one["type"] for one in draft.json["entry"]["fields"]] == ["text", "text"]
