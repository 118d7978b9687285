"""Each register, by the people whom it names: every field of it answered offline, sent, and counted once approved."""

from typing import Any

import pytest

from server.models.log import Record
from server.models.org import Unit
from server.org.people import add_unit
from server.platform.config import ROOT
from server.platform.database import read, write
from sync.phone import Phone
from sync.protocol.ids import natural_id
from sync.registers import Field, Register, Registers, concerns
from tests.fixtures.applications import open_app
from tests.village import Client, Village

FORMS = Registers([ROOT / "server" / "registers" / "definitions"])
KEYS = [register.key for register in FORMS.all_latest()]
NINETEEN = {
    *("model", "activity", "criteria_score", "cross_score", "initiative", "school_profile", "teacher_pledge"),
    *("green_school", "competition_project", "award", "digital_indicator", "plan", "training", "event"),
    *("learning_registration", "standard", "partnership", "centre_capacity", "typical_example"),
}
WHO = {"teacher": "gv", "leader": "ht", "commune": "xa", "department": "so"}
PERIODS = {
    "semester": "2026-2027-HK1",
    "school_year": "2026-2027",
    "half_year": "2026-H2",
    "year": "2026",
    "event": None,
    "once": "once",
}
DAY = "2026-10-05"


class Familiar(Village):
    """Everybody has signed in once, and stays signed in."""

    def client(self, name: str) -> Client:
        known: dict[str, Client] = self.__dict__.setdefault("clients", {})
        if name not in known:
            known[name] = super().client(name)
        return known[name]


@pytest.fixture
def place(database_url):
    with open_app(database_url, REGISTERS=[ROOT / "server" / "registers" / "definitions"]) as app:
        place = Familiar(app)
        place.client("so").post("/api/clusters", {"name": "Cụm", "units": [place.school.id, place.other.id]})
        with app.app_context(), write() as session:
            session.get_one(Unit, place.school.id).level = "TH"
            session.get_one(Unit, place.other.id).level = "TT"
            place.site = session.query(Unit).filter_by(parent=place.school.id).one().id
        yield place


class Hand:
    """Somebody's phone: it fills in a whole form without a network, then sends it."""

    def __init__(self, place: Village, role: str, register: Register):
        name = "ht2" if "TT" in register.applies_to else WHO[role]
        self.place, self.client = place, place.client(name)
        self.unit = {"commune": place.commune, "department": place.province}.get(role) or (
            place.other if name == "ht2" else place.school
        )
        self.phone = Phone(self.client.account, self.post)

    def post(self, body: Any):
        answer = self.client.post("/api/sync", body)
        return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.data

    def fill(self, register: Register) -> str:
        """A record in which everything is answered that this unit is asked; its id."""
        period = PERIODS[register.period]
        record = natural_id(self.unit.id, register.key, period) if register.natural_key and period else None
        answers = {field.name: self.answer(register, field) for field in self.asked(register)}
        carried = None if register.period_from else period
        ids = self.phone.put(self.unit.id, register.form, record, set=answers, period=carried, submit=True)
        shown = self.phone.show(record or ids[0])
        assert shown
        assert shown["data"] == answers
        return record or ids[0]

    def asked(self, register: Register) -> list[Field]:
        about = {"school": ("TH" if self.unit is self.place.school else "TT", "school")}.get(self.unit.kind)
        fields = register.fields.values()
        return [one for one in fields if not one.computed and not one.copy_from and concerns(one.applies_to, about)]

    def answer(self, register: Register, field: Field) -> Any:
        condition = next((f.show_when.equals for f in register.fields.values() if wants(f, field)), None)
        if condition is not None and field.type == "choice":
            return condition
        if field.type == "ref":
            return self.referred(field)
        return value(field, self.place, self.client)

    def referred(self, field: Field) -> str:
        """A record that may be named: approved, of the unit that keeps such."""
        register = FORMS.latest(field.to or "")
        assert register
        role = register.by[0]
        other = Hand(self.place, role, register)
        if field.to == "model":
            other.client, other.unit = self.place.client("ht"), self.place.school
        put = other.client.mutation("put", unit=other.unit.id, form=register.form, then="submit")
        asked = [one for one in register.fields.values() if one.required and one.type != "ref"]
        put["set"] = {one.name: value(one, self.place, other.client) for one in asked}
        if not register.period_from:
            put["period"] = PERIODS[register.period]
        assert "refused" not in other.client.do(put)
        decide(self.place, put["id"])
        return put["id"]


def wants(later: Field, field: Field) -> bool:
    return later.show_when is not None and later.show_when.field == field.name


def value(field: Field, place: Village, client: Client) -> Any:
    """An answer of the field's type, as large as it may be where it is a number."""
    if field.choices_from:
        one = place.site if field.choices_from == "sites" else place.other.id
        return [one] if field.type == "choices" else one
    made: dict[str, Any] = {
        "text": "Một câu trả lời",
        "longtext": "Một câu chuyện dài hơn hai mươi chữ cái.",
        "integer": 7,
        "decimal": 2.5,
        "date": DAY,
        "yesno": True,
        "place": [21.4, 103.0],
        "person": client.account,
        "persons": [client.account],
        "photos": [{"sha256": "a" * 64, "bytes": 9, "type": "image/webp", "w": 4, "h": 3}],
    }
    if field.type in ("integer", "decimal") and field.range:
        return min(max(made[field.type], field.range[0]), field.range[1])
    if field.type == "choices":
        return [choice.value for choice in field.choices]
    if field.type == "choice":
        return field.choices[0].value
    if field.type == "rows":
        columns = field.fields.values()
        return [{"id": f"r{n}", **{one.name: value(one, place, client) for one in columns}} for n in range(2)]
    return made[field.type]


def decide(place: Village, record: str) -> None:
    """Verified by the school where the register asks for it, and approved by the department."""
    so = place.client("so")
    seen = so.read(record)
    if "leader" in FORMS.get(seen["form"]).review:
        leader = place.client("ht")
        verb = leader.mutation("verify", record=record, unit=seen["unit"], base=seen["version"])
        assert "refused" not in leader.do(verb)
        seen = so.read(record)
    verb = so.mutation("approve", record=record, unit=seen["unit"], base=seen["version"])
    assert "refused" not in so.do(verb)


def test_these_are_the_nineteen_registers_of_the_movement():
    assert set(KEYS) >= NINETEEN
    assert {FORMS.latest(key).period for key in NINETEEN} == {"event", "semester", "school_year", "half_year", "year"}


@pytest.mark.slow
def test_every_field_is_answered_offline_sent_and_counted(place):
    for register in FORMS.all_latest():
        for role in register.by:
            hand = Hand(place, role, register)
            record = hand.fill(register)
            assert hand.phone.sync(), (register.key, hand.phone.problem)
            assert hand.phone.refused == ()
            decide(place, record)
            counted(place, hand, register, record)


def counted(place: Village, hand: Hand, register: Register, record: str) -> None:
    kept = place.client("so").read(record)
    assert kept["status"] == "approved"
    assert kept["data"].keys() >= {field.name for field in hand.asked(register)}
    with place.app.app_context(), read() as session:
        follows = session.get_one(Record, record).computed
        assert follows.keys() == {field.name for field in register.computed}
    unit = hand.unit.id
    asked = f"/api/figures?register={register.key}&unit={unit}"
    totals = {item["key"]: item["total"]["value"] for item in place.client("so").get(asked).json["measures"]}
    assert not register.measures or any(totals.values()), (register.key, totals)


def test_what_nobody_may_ask_of_a_unit_is_not_missed(place):
    """A preschool is not asked for transcripts, and sends its indicators all the same."""
    with place.app.app_context(), write() as session:
        session.get_one(Unit, place.school.id).level = "MN"
        add_unit(session, kind="school", name="THPT", parent=place.commune, level="THPT")
    ht = place.client("ht")
    record = natural_id(ht.unit, "digital_indicator", "2026-2027")
    put = ht.mutation("put", form="digital_indicator@1", record=record, period="2026-2027", then="submit")
    assert "refused" not in ht.do(put | {"set": {"cashless": True}})
    decide(place, record)
    asked = "/api/figures?register=digital_indicator&period=2026-2027&measure=cashless_rate&by=unit_level"
    answer = place.client("so").get(asked).json
    shares = {item["key"]: (item["total"].get("n"), item["total"].get("d")) for item in answer["measures"]}
    assert shares["cashless_rate"] == (1, 3)
    assert shares["management_rate"] == (0, 1)
    assert shares["transcripts_rate"] == (0, 0)
    assert {row["key"]: (row["n"], row["d"]) for row in answer["rows"]} == {"MN": (1, 1), "TT": (0, 1), "THPT": (0, 1)}
