"""No public byte of the demo holds a person's name or username, a phone number, or an answer that is not public."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from server import create_app
from server.models.examples import Example
from server.models.help_contact import HelpContact
from server.models.log import Record
from server.models.org import Person, Unit
from server.platform.config import ROOT
from server.platform.database import read
from sync.registers import Registers

YEARS = ("2024-2025", "2025-2026")
NAMED = re.compile(r"\w+[ .]\w.{3}|\d{9}")
"""A text that is somebody's or a record's own: two parts at least, or a number to call. One word may be anybody's."""


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def every_address(reader) -> dict[str, str]:
    """Address → text of every public answer that can be reached by links, with files, feeds and pages in both
    languages."""
    found: dict[str, str] = {}
    waiting = ["/dien-hinh", "/dien-hinh/sw.js", "/robots.txt", "/sitemap.xml", "/dien-hinh/khong-co"]
    waiting += [f"/dien-hinh{at}?nam={year}" for at in ("/hoi-nghi", "/en/slides") for year in YEARS]
    while waiting:
        address = waiting.pop().split("#")[0]
        if address in found:
            continue
        answer = reader.get(address)
        found[address] = answer.get_data(as_text=True) if "image/" not in answer.content_type else ""
        links = re.findall(r'(?:href|src|url|content)="(?:http://localhost)?(/[^"]*)"', found[address])
        links += re.findall(r"http://localhost(/[^<\"\s]*)", found[address])
        waiting += [one.replace("&amp;", "&") for one in links if one.startswith(("/dien-hinh", "/sitemap"))]
    return found


@pytest.fixture
def app(demo_url, demo_file):
    return create_app({"DATABASE_URL": demo_url, "LOG_LEVEL": "WARNING", "PHOTOS": f"{demo_file}-photos"})


def public_fields(registers: Registers, record: Record) -> set[str]:
    register = registers.latest(record.register)
    ripple = register.ripple if register else None
    return {ripple.name, ripple.kind, ripple.when, ripple.along} if ripple else set()


def private_texts(app) -> set[str]:
    registers = app.extensions["registers"]
    found = set()
    with app.app_context(), read() as session:
        for person in session.scalars(select(Person)):
            found |= {person.name, person.username}
        for contact in session.scalars(select(HelpContact)):
            found |= {contact.name, contact.phone}
        for record in session.scalars(select(Record)):
            hidden = {
                name: value for name, value in record.data.items() if name not in public_fields(registers, record)
            }
            found |= set(texts(hidden)) | set(texts(record.thread))
            title = record.data.get("name")
            if record.status != "approved" and isinstance(title, str):
                found.add(title)
    return found


def is_for_everybody(app) -> set[str]:
    """What may stand on a public page for itself: units' names, labels of registers' choices, what pages say, and the
    ids by which others take up the models that stand there."""
    registers = app.extensions["registers"].all_latest()
    public = [register.key for register in registers if register.ripple]
    with app.app_context(), read() as session:
        labels = set(session.scalars(select(Unit.name)))
        labels |= set(
            session.scalars(select(Record.id).where(Record.register.in_(public), Record.status == "approved"))
        )
    for register in registers:
        for field in register.fields.values():
            labels |= {choice.value for choice in field.choices} | set(
                texts([dict(one.label) for one in field.choices])
            )
    return labels


def titles_of_registers(app) -> Iterator[str]:
    """What registers and their measures are called; an answer may say the same."""
    for register in app.extensions["registers"].all_latest():
        yield from texts([dict(register.title), *(dict(one.label) for one in register.measures)])


def in_line(text: str) -> str:
    return " ".join(text.split())


def published(app) -> str:
    """What officers chose to publish of examples, word for word."""
    with app.app_context(), read() as session:
        examples = session.scalars(select(Example).where(Example.state == "published")).all()
        assert len(examples) >= 15
        return "\n".join(in_line(text) for one in examples for text in (one.title, one.story, one.credit))


def test_no_public_answer_holds_what_is_private(app):
    answers = every_address(app.test_client())
    assert len(answers) > 20
    assert all("nhân vật minh họa" in answers[f"/dien-hinh{at}?nam={YEARS[0]}"] for at in ("/hoi-nghi", "/en/slides"))
    assert "Sơ kết" in answers["/dien-hinh/so-lieu"]
    chosen = published(app)
    private = {one for one in private_texts(app) - is_for_everybody(app) if NAMED.search(one)}
    private = {one for one in private if in_line(one) not in chosen}
    assert len(private) > 1000
    public = "\n".join(answers.values())
    known = "\n".join(path.read_text() for path in (ROOT / "server/publishing/pages/texts").iterdir())
    known += "\n".join(titles_of_registers(app))
    found = {one for one in private if one in public and one not in known}
    assert {(one, next(at for at, text in answers.items() if one in text)) for one in found} == set()
