"""Makes the demo's units and people with their roles, as an administrator sets them up before anybody signs in."""

from collections.abc import Iterable
from datetime import date, datetime

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from server.demo.accounts import PASSWORD
from server.demo.content import TO_THE_PROVINCE, Account, Commune, School, communes, schools, table
from server.demo.names import other_schools
from server.demo.stamps import VIETNAM, person_id, unit_id
from server.models.catalog import change_catalog
from server.models.org import Unit
from server.org import people
from server.periods import periods

PROVINCE = "11"
APPOINTED = datetime(2024, 8, 15, 7, tzinfo=VIETNAM)  # all roles begin before the first school year that has records
# The password stands on the first page: a slow hash would keep nothing, and cost 200 people their sign-ins.
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FIRST_YEAR, LAST_YEAR = 2023, 2028
CLOSED_THROUGH = date(2024, 12, 31)  # the years before the first that has records


def build(session: Session, others: Iterable[tuple[str, str, str, list[str]]]) -> None:
    """Add all periods, units and people of the demo.

    ``others``: people besides those in data/schools.toml, as (username, name, role, unit codes).
    """
    periods.extend(session, FIRST_YEAR, LAST_YEAR)
    secret = HASHER.hash(PASSWORD)
    province = people.add_unit(
        session, id=unit_id(PROVINCE), kind="province", name="Tỉnh Điện Biên", code=PROVINCE, aliases=["Sở GD&ĐT"]
    )
    _employ(session, province, "department", table("schools")["department"], secret)
    _employ(session, province, "admin", [("admin.demo", "Quản trị hệ thống")], secret)
    for commune in communes():
        _commune(session, province, commune, secret)
    for username, name, role, codes in others:
        _appoint(session, username, name, role, codes, secret)
    change_catalog(session)


def close(session: Session) -> None:
    """Close all periods that end by ``CLOSED_THROUGH``, so that their records take no more changes."""
    periods.close(session, CLOSED_THROUGH)


def _commune(session: Session, province: Unit, commune: Commune, secret: str) -> None:
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
    for school in schools():
        if school.commune == commune.code:
            _school(session, province, unit, school, secret)
    for level, code, name in other_schools(commune):
        _site(session, _add_school(session, province, unit, level, code, name), 1, "Điểm trung tâm")


def _school(session: Session, province: Unit, commune: Unit, school: School, secret: str) -> None:
    unit = _add_school(session, province, commune, school.level, school.code, school.name, school.aliases)
    for number, site in enumerate(school.sites, 1):
        _site(session, unit, number, site.name)
    _employ(session, unit, "leader", school.leaders, secret)
    _employ(session, unit, "teacher", school.teachers, secret)


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
    """Add one person who has the same role in several units."""
    person = people.add_person(session, id=person_id(username), username=username, name=name, password_hash=secret)
    session.flush()
    for code in codes:
        unit = session.get_one(Unit, unit_id(code))
        people.give_role(session, person, unit, role, APPOINTED)


def _employ(session: Session, unit: Unit, role: str, accounts: Iterable[Account], secret: str) -> None:
    """Add people with a role in one unit."""
    for username, name in accounts:
        person = people.add_person(session, id=person_id(username), username=username, name=name, password_hash=secret)
        session.flush()
        people.give_role(session, person, unit, role, APPOINTED)
