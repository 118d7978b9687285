"""Every register on its people's phones: each field answered with the server dead, sent when it is back."""

from typing import Any

import pytest

from server.models.org import Unit
from server.platform.config import ROOT
from server.platform.database import write
from sync.registers import Field, Register, Registers, concerns
from tests.journeys.phone import SENT, Phone, new_context
from tests.journeys.place import Place, today

FORMS = Registers([ROOT / "server" / "registers" / "definitions"])
MODEL = "garden"  # what activities are written in
WHO = {"teacher": "gv", "leader": "ht", "commune": "xa", "department": "so"}

FILL = """async (answers) => {
  const soon = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const form = document.querySelector('form.form')
  for (const folded of form.querySelectorAll('details')) folded.open = true
  for (const rows of form.querySelectorAll('.rows')) rows.querySelector(':scope > button').click()
  await soon()
  const missing = []
  for (const [name, value] of answers) {
    const field = form.querySelector(`[id="${name}"]`)
    const option = form.querySelector(`input[name="${name}"]` + (value ? `[value="${value}"]` : ''))
    if (['radio', 'checkbox'].includes(option?.type)) {
      if (!option.checked) option.click()
    } else if (field?.tagName === 'SELECT') {
      field.value = value || field.options[1]?.value
      field.dispatchEvent(new Event('change', { bubbles: true }))
    } else if (field && 'value' in field) {
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    } else missing.push(name)
    await soon()
  }
  return missing
}"""


def wanted(register: Register, field: Field) -> str | None:
    """What the fields that hang on this one wait for."""
    held = (one.show_when for one in register.fields.values() if one.show_when and one.show_when.field == field.name)
    return next((str(condition.equals) for condition in held), None)


def text(register: Register, field: Field, place: Place) -> str:
    """What is typed or picked; '' picks the first that is offered."""
    if field.type in ("integer", "decimal"):
        return str(int(max(2, field.range[0]))) if field.range else "2"
    if field.type in ("choice", "choices"):
        return wanted(register, field) or (field.choices[0].value if field.choices else "")
    if field.type == "ref":
        return place.models[MODEL]
    known = {"date": today().isoformat(), "yesno": "yes", "text": "Một câu trả lời"}
    return known.get(field.type, "Một câu chuyện dài hơn hai mươi chữ cái." if field.type == "longtext" else "")


def answers(register: Register, asked: list[Field], place: Place) -> list[tuple[str, str]]:
    found = []
    for field in asked:
        if field.type == "rows":
            columns = field.fields.values()
            found += [(f"{field.name}.0.{one.name}", text(register, one, place)) for one in columns]
        else:
            found.append((field.name, text(register, field, place)))
    return found


def asked_of(register: Register, about: tuple[str, ...]) -> list[Field]:
    """The fields of a form that are typed or picked; what a reference would offer is elsewhere, what is copied is not
    asked, and photos are taken in journeys of their own."""
    fields = register.fields.values()
    return [
        one
        for one in fields
        if not one.computed
        and not one.copy_from
        and not (one.type in ("ref", "photos") and not one.required)
        and concerns(one.applies_to, about)
        and meant(register, one)
    ]


def meant(register: Register, field: Field) -> bool:
    """Whether it is asked after the answers that are given here."""
    condition = field.show_when
    if condition is None:
        return True
    other = register.fields[condition.field]
    return condition.equals == (MODEL if other.copy_from else wanted(register, other))


@pytest.fixture
def registers(place: Place) -> dict[str, list[Register]]:
    """Person → the registers that they fill in here: each register once."""
    place.client("so").post("/api/clusters", {"name": "Cụm", "units": [place.school.id, place.other.id]})
    with place.app.app_context(), write() as session:
        session.get_one(Unit, place.school.id).level = "TH"
        session.get_one(Unit, place.other.id).level = "TT"
    found: dict[str, list[Register]] = {}
    for register in filter(lambda one: one.measures, FORMS.all_latest()):
        name = "ht2" if "TT" in register.applies_to else WHO[register.by[0]]
        found.setdefault(name, []).append(register)
    return found


@pytest.fixture
def phones(browser, server, place, registers):
    """Everybody's, signed in and with all that offline needs; officers come to the desk, and write as all do."""
    made, contexts = {}, []
    for name, some in registers.items():
        contexts.append(new_context(browser))
        made[name] = Phone(contexts[-1].new_page(), server.url)
        made[name].page.goto(server.url)
        made[name].give_password(username=place.people[name])
        # A form stands before the records that it offers have come: at a phone's line, or in the head of the desk.
        made[name].page.get_by_text(SENT).filter(visible=True).first.wait_for()
        made[name].page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        made[name].page.goto(f"{server.url}/ghi?bieu={some[0].key}")
        made[name].page.locator("form.form").wait_for()
    yield made
    for context in contexts:
        context.close()
    assert not [fault for phone in made.values() for fault in phone.errors]


def test_every_field_of_every_register(server, place, phones, registers):
    server.kill()
    told: dict[str, dict[str, Any]] = {}
    for name, some in registers.items():
        about = {"ht2": ("TT", "school"), "xa": ("commune",), "so": ("province",)}.get(name, ("TH", "school"))
        for register in some:
            page, asked = phones[name].page, asked_of(register, about)
            # Anew, and without network: within the app it would first be seconds until what was said goes.
            page.goto(f"{phones[name].url}/ghi?bieu={register.key}")
            page.locator("form.form").wait_for()
            given = answers(register, asked, place)
            missing = page.evaluate(FILL, given)
            assert missing == [], register.key
            shown = page.locator("[data-field]").evaluate_all("all => all.map((one) => one.dataset.field)")
            assert set(shown) - {name for name, _ in given} <= beside(register), register.key
            phones[name].press("Gửi")
            page.locator(".saying").get_by_text("Đã lưu trên máy này").wait_for()
            told[register.key] = {field.name for field in asked}

    server.start()
    for one in phones.values():
        one.page.goto(f"{one.url}/so-tay")
    arrived = everything(place, phones, set(told))
    assert {key: told[key] - data.keys() for key, data in arrived.items()} == {key: set() for key in told}


def everything(place: Place, phones: dict[str, Phone], keys: set[str]) -> dict[str, Any]:
    """Register → the answers that came; the pages go on meanwhile."""
    officer, page = place.client("so"), next(iter(phones.values())).page
    found: dict[str, Any] = {}
    for _ in range(100):
        for key in sorted(keys - found.keys()):
            if records := officer.get(f"/api/records?register={key}&status=submitted").json["records"]:
                found[key] = records[0]["data"]
        if found.keys() == keys:
            return found
        page.evaluate("new Promise((done) => setTimeout(done, 100))")
    told = {name: phone.page.locator("main").inner_text() for name, phone in phones.items()}
    raise AssertionError(f"{sorted(keys - found.keys())} did not come: {told}")


def beside(register: Register) -> set[str]:
    """What stands in a form and is not answered itself: rows, whose columns are; references and photos that may be left
    out."""
    left_out = {one.name for one in register.fields.values() if one.type in ("ref", "photos") and not one.required}
    return left_out | {one.name for one in register.fields.values() if one.type == "rows"}
