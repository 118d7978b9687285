"""Units, people and their parts: what an administrator sets up before the first phone signs in."""

from collections.abc import Iterable
from datetime import date, datetime

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from server.demo.accounts import PASSWORD
from server.demo.content import TO_THE_PROVINCE, Account, Commune, School, communes, schools, table
from server.demo.names import other_schools
from server.demo.stamps import VIETNAM, person_id, unit_id
from server.models.org import Unit
from server.org import people
from server.periods import periods

PROVINCE = "11"
APPOINTED = datetime(2024, 8, 15, 7, tzinfo=VIETNAM)  # all parts begin before the school year that is told first
# The password stands on the first page: a slow hash would keep nothing, and cost 200 people their sign-ins.
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FIRST_YEAR, LAST_YEAR = 2023, 2028
CLOSED_THROUGH = date(2024, 12, 31)  # nobody reports of the years before the first that is told


def build(session: Session, others: Iterable[tuple[str, str, str, list[str]]]) -> int:
    """The whole province and its people; how many units it has. ``others``: (username, name, role, unit codes)."""
    periods.extend(session, FIRST_YEAR, LAST_YEAR)
    secret = HASHER.hash(PASSWORD)
    province = people.add_unit(
        session, id=unit_id(PROVINCE), kind="province", name="Tỉnh Điện Biên", code=PROVINCE, aliases=["Sở GD&ĐT"]
    )
    _employ(session, province, "department", table("schools")["department"], secret)
    _employ(session, province, "admin", [("admin.demo", "Quản trị hệ thống")], secret)
    units = 1 + sum(_commune(session, province, commune, secret) for commune in communes())
    for username, name, role, codes in others:
        _appoint(session, username, name, role, codes, secret)
    people.change_catalog(session)
    return units


def close(session: Session) -> None:
    """The years that are over take no more changes."""
    periods.close(session, CLOSED_THROUGH)


def _commune(session: Session, province: Unit, commune: Commune, secret: str) -> int:
    old = [name for name in (*commune.was, commune.district) if name and name != commune.short]
    unit = people.add_unit(
        session,
        id=unit_id(commune.code),
        parent=province,
        kind="commune",
        name=f"Phường {commune.short}" if commune.town else f"Xã {commune.name}",
        code=commune.code,
        aliases=old,
    )
    for entry in table("schools")["officers"]:
        if entry["commune"] == commune.code:
            _employ(session, unit, "commune", entry["people"], secret)
    told = [school for school in schools() if school.commune == commune.code]
    sites = sum(_school(session, province, unit, school, secret) for school in told)
    rest = list(other_schools(commune))
    for level, code, name in rest:
        school = _add_school(session, province, unit, level, code, name)
        _site(session, school, 1, "Điểm trung tâm")
    return 1 + len(told) + sites + 2 * len(rest)


def _school(session: Session, province: Unit, commune: Unit, school: School, secret: str) -> int:
    unit = _add_school(session, province, commune, school.level, school.code, school.name, school.aliases)
    for number, site in enumerate(school.sites, 1):
        _site(session, unit, number, site.name)
    _employ(session, unit, "leader", school.leaders, secret)
    _employ(session, unit, "teacher", school.teachers, secret)
    return len(school.sites)


def _add_school(
    session: Session, province: Unit, commune: Unit, level: str, code: str, name: str, aliases: Iterable[str] = ()
) -> Unit:
    return people.add_unit(
        session,
        id=unit_id(code),
        parent=commune,
        reports_to=province if level in TO_THE_PROVINCE else commune,
        kind="school",
        level=level,
        name=name,
        code=code,
        aliases=aliases,
    )


def _site(session: Session, school: Unit, number: int, name: str) -> None:
    code = f"{school.code}-{number}"
    level = "main" if number == 1 else "satellite"
    people.add_unit(session, id=unit_id(code), parent=school, kind="site", level=level, name=name, code=code)


def _appoint(session: Session, username: str, name: str, role: str, codes: Iterable[str], secret: str) -> None:
    """One person with the same part in several units."""
    person = people.add_person(session, id=person_id(username), username=username, name=name, password_hash=secret)
    session.flush()
    for code in codes:
        unit = session.get_one(Unit, unit_id(code))
        people.give_role(session, person, unit, role, APPOINTED)


def _employ(session: Session, unit: Unit, role: str, accounts: Iterable[Account], secret: str) -> None:
    for username, name in accounts:
        person = people.add_person(session, id=person_id(username), username=username, name=name, password_hash=secret)
        session.flush()
        people.give_role(session, person, unit, role, APPOINTED)
