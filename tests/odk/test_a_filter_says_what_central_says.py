"""``$filter`` on what Central lets filter, and on plain answers: what it lets through, and what it is refused for."""

import pytest

from tests.odk.asking import DIRECT, Tool, send


@pytest.fixture
def sent(village):
    """Two of one school, one of another, the last approved."""
    out = {name: send(village, who, number, **more) for name, who, number, more in PEOPLE}
    so = village.client("so")
    record = out["c"].removeprefix("uuid:")
    base = so.read(record)["version"]
    outcome = so.do(so.mutation("approve", record=record, unit=village.other.id, base=base))
    assert "refused" not in outcome, outcome
    return out


PEOPLE = (("a", "gv", 1, {}), ("b", "gv", 5, {"note": "O'Brien (b)"}), ("c", "gv2", 9, {}))
LET_THROUGH = (
    ("n eq 5", "b"),
    ("n ne 5", "ac"),
    ("n gt 1 and n lt 9", "b"),
    ("n ge 5 or note eq 'Ghi chú 1'", "abc"),
    ("not (n ge 5)", "a"),
    ("5 lt n", "c"),
    ("note eq 'O''Brien (b)'", "b"),
    ("day eq '2026-10-05' and day ge 2026-10-05", "abc"),
    ("__system/reviewState eq 'approved'", "c"),
    ("__system/reviewState eq null", "ab"),
    ("__system/reviewState ne 'approved'", "ab"),
    ("year(__system/submissionDate) ge 2026 and month(__system/submissionDate) le 12", "abc"),
    ("year(__system/submissionDate) lt 2026", ""),
    ("day(__system/submissionDate) gt 31 or hour(__system/submissionDate) ge 24", ""),
    ("__system/submissionDate le now()", "abc"),
    ("__system/submissionDate gt 2020-01-01T00:00:00.000Z", "abc"),
    ("__system/submissionDate lt 2020-01-01T00:00:00+07:00", ""),
    ("__system/updatedAt lt 2020-01-01", ""),
    ("$root/Submissions/__system/submissionDate gt 2020-01-01", "abc"),
    ("__system/deletedAt eq null", "abc"),
    ("__system/edits eq 0", "abc"),
    ("__system/formVersion eq '1'", "abc"),
)


@pytest.mark.parametrize(("text", "seen"), LET_THROUGH)
def test_what_it_lets_through(village, sent, text, seen):
    assert set(Tool(village).ids(filter=text)) == {sent[name] for name in seen}


def test_by_who_sent_it_and_by_id(village, sent):
    tool = Tool(village)
    by = tool.table(filter=f"__id eq '{sent['a']}'")["value"][0]
    assert by["__id"] == sent["a"]
    assert set(tool.ids(filter=f"__system/submitterId eq '{by['__system']['submitterId']}'")) == {sent["a"], sent["b"]}
    assert tool.table(filter="n eq 5", count="true", top=0)["@odata.count"] == 1


REFUSED = (
    *((text, 400.18) for text in ("n eq", "n eq 'x", "(n eq 1", "n eq 1)", "and", "n ~ 1", "n eq 'x'", "")),
    *((text, 501.5) for text in ("none eq 1", "picks eq 'a'", "__system/none eq 1", "$it eq 1")),
    *((text, 501.4) for text in ("year(n) eq 1", "n", "1 eq 1")),
    ("__system/submissionDate gt 'gestern'", 400.18),
    ("(" * 60 + "n eq 1" + ")" * 60, 400.18),
    ("n eq 1 or " * 500 + "n eq 1", 400.18),
)


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_it_is_refused_for(village, text, code):
    answer = Tool(village).ask(f"{DIRECT}.svc/Submissions", filter=text)
    assert (int(code), code) == (answer.status_code, answer.json["code"])
    assert answer.json["message"]
