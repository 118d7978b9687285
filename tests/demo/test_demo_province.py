"""The demo province, as it is planned: its places are the published ones, its people write plausible Vietnamese."""

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter

import pytest

from server.demo.accounts import ACCOUNTS
from server.demo.activities import activities
from server.demo.content import communes, scenes, schools, table
from server.demo.endings import assign_endings
from server.demo.names import other_schools
from server.demo.registrations import registrations
from server.demo.retelling import retell
from server.demo.stamps import unit_id
from server.platform.config import ROOT
from server.quality.likeness import alike, runs
from server.quality.thresholds import TEXT_RUNS, TEXT_SHARED
from sync.registers import Registers, check_put, check_submit

PUBLISHED = {"MN": 168, "TH": 140, "THCS": 123, "THPT": 33, "GDTX": 10, "TT": 10, "CD": 1}
SHOWN = {"Sín Thầu", "Mường Nhé", "Nà Hỳ", "Na Sang", "Xa Dung", "Tủa Thàng", "Mường Nhà", "P. Mường Thanh"}


@pytest.fixture(scope="module")
def logged():
    found = activities()
    assign_endings(found)
    retell(found)
    return found


def all_schools():
    with_people = [(school.level, school.code, school.name) for school in schools()]
    return with_people + [one for commune in communes() for one in other_schools(commune)]


def test_there_are_45_communes_and_485_schools_of_the_published_kinds():
    assert len(communes()) == 45
    assert Counter(level for level, _, _ in all_schools()) == PUBLISHED


def test_no_two_schools_share_a_name_or_a_code():
    assert [name for name, n in Counter(name for _, _, name in all_schools()).items() if n > 1] == []
    assert len({code for _, code, _ in all_schools()}) == 485


def test_eight_communes_24_schools_60_sites_and_96_teachers_take_part():
    names = {commune.code: commune.name for commune in communes()}
    assert {names[school.commune] for school in schools()} == SHOWN
    assert len(schools()) == 24
    assert sum(len(school.sites) for school in schools()) == 60
    assert len({username for school in schools() for username, _ in school.teachers}) == 96
    assert len({name for school in schools() for _, name in (*school.teachers, *school.leaders)}) == 96 + 36


def test_the_accounts_that_visitors_use_are_there():
    officers = [person for entry in table("schools")["officers"] for person in entry["people"]]
    people = [person for school in schools() for person in (*school.teachers, *school.leaders)]
    known = {username for username, _ in (*people, *officers, *table("schools")["department"])} | {"admin.demo"}
    assert {username for username, _ in ACCOUNTS} <= known


@pytest.mark.lengthy
def test_the_school_year_is_filled_by_everybody(logged):
    assert 400 <= len(logged) <= 440
    assert {one.day.month for one in logged} == {9, 10, 11, 12, 1, 2, 3, 4, 5}
    teachers = {username for school in schools() for username, _ in school.teachers}
    assert teachers <= {one.sender for one in logged}


def test_every_school_has_models_and_logs_in_each(logged):
    models = {(one.school.code, one.kind) for one in registrations() if one.ends_as == "approved"}
    assert {code for code, _ in models} == {school.code for school in schools()}
    assert {(one.school.code, one.registration.kind) for one in logged} == models
    assert sum(one.after is not None for one in registrations()) >= 10


def test_what_is_written_differs_from_school_to_school_and_is_finished_vietnamese(logged):
    texts = [one.data[name] for one in logged for name in ("title", "story") if name in one.data]
    texts += [one.goal for one in registrations()] + [one.name for one in registrations()]
    assert [text for text in texts if re.search(r"[\[\]{}<>|]|  ", text)] == []
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []
    stories = [one.data["story"] for one in logged if "story" in one.data]
    assert len(set(stories)) > 0.9 * len(stories)
    titles = Counter((one.school.code, one.data["title"]) for one in logged)
    assert max(titles.values()) == 1


def test_what_is_written_satisfies_the_registers(logged):
    registers = Registers([ROOT / "server" / "registers" / "definitions"])
    form = registers.get("activity@1")
    assert form
    for one in logged:
        sites = {unit_id(f"{one.school.code}-{n}") for n in range(1, len(one.school.sites) + 1)}
        data = {"model": "00000000-0000-7000-8000-000000000000", **one.data}
        clean, faults = check_put(form, data, {}, {}, {"sites": sites})
        assert faults == {}, (one.data, faults)
        assert check_submit(form, clean["set"]) == {}, one.data


def test_activities_end_in_every_way_and_those_of_shown_accounts_as_given(logged):
    endings = Counter(one.ends_as for one in logged)
    assert endings["approved"] > len(logged) / 2
    wanted = {ending for share in table("endings")["shares"] for ending in share["counts"]}
    assert wanted | {"approved"} == set(endings)
    for username, given in table("endings")["given"].items():
        mine = [one.ends_as for one in logged if one.sender == username]
        assert not Counter(given) - Counter(mine)


def fingerprint() -> str:
    found = activities()
    assign_endings(found)
    retell(found)
    content = [
        (one.registration.name, one.sender, one.written.isoformat(), one.data, one.slip, one.ends_as) for one in found
    ]
    content += [(one.name, one.goal, one.lead, one.people, one.written.isoformat()) for one in registrations()]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@pytest.mark.slow
def test_it_is_the_same_each_time():
    command = [sys.executable, "-c", "from tests.demo.test_demo_province import fingerprint; print(fingerprint())"]
    other = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == fingerprint()


def test_few_of_the_texts_that_wait_repeat_somebody_elses(logged):
    texts = [(one, runs(one.data.get("story", ""))) for one in logged]
    repeated = [
        one
        for at, (one, text) in enumerate(texts)
        if one.ends_as in ("submitted", "verified")
        and len(text) >= TEXT_RUNS
        and any(alike(text, other) >= TEXT_SHARED for by, other in texts[:at] if by.author != one.author)
    ]
    assert 3 <= len(repeated) <= 8
    known = {scene.title for kind in table("endings")["dealt"] for scene in scenes(kind)}
    assert {entry["title"] for entry in table("retold")["scenes"]} <= known
    stories = {one.data.get("story") for one in logged}
    assert all(any(_opens(text) in (story or "") for story in stories) for text in retold_texts())


def retold_texts() -> list[str]:
    return [text for entry in table("retold")["scenes"] for text in entry["texts"]]


def _opens(text: str) -> str:
    """The longest part of a template that stands in it as it is."""
    return max(re.split(r"\{\w+\}", text), key=len)
