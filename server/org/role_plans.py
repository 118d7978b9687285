"""Taking back ends of roles and transfers until their day: nothing has happened yet, so nothing has to be guessed."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from server.access.people import appoints
from server.access.viewer import Viewer
from server.audit.actor import Act
from server.models.org import Person, Role, Unit
from server.models.role_plans import PlannedRoleEnd
from server.org.accounts import lock
from server.org.roles import Held, details_of, grant_of
from server.platform.clock import now
from sync.protocol.problems import Problem


class RolePlan(NamedTuple):
    """What is planned for a role: its end alone, or a transfer to ``unit`` in ``role``; both are None without one."""

    unit: Unit | None
    role: Role | None


def note(act: Act, role: Role, before: datetime | None) -> None:
    """Note that a role's end was decided, if it is on a later day: ``before`` is what it was. An earlier note of a plan
    that still stands keeps what it says."""
    if role.until is None or role.until <= max(now(), role.since):
        return
    plan = act.session.get(PlannedRoleEnd, role.id)
    if plan is None:
        plan = PlannedRoleEnd(role=role.id, until_before=before, by=act.viewer.account)
        act.session.add(plan)
    plan.by, plan.decided = act.viewer.account, now()


def note_next(act: Act, role: Role, given: Role) -> None:
    """Note that ``given`` begins where ``role`` ends, so that both are taken back together."""
    act.session.flush()
    if plan := act.session.get(PlannedRoleEnd, role.id):
        plan.next_role = given.id


def plans_of(session: Database, roles: Iterable[int]) -> dict[int, RolePlan]:
    """Number of a role → what is planned for it, for those of ``roles`` whose planned end lies ahead."""
    query = (
        select(PlannedRoleEnd.role, PlannedRoleEnd.next_role)
        .join(Role, Role.id == PlannedRoleEnd.role)
        .where(PlannedRoleEnd.role.in_(list(roles)), Role.until > now(), Role.until > Role.since)
    )
    planned = dict(session.execute(query).all())
    nexts = select(Role, Unit).join(Unit, Unit.id == Role.unit).where(Role.id.in_([n for n in planned.values() if n]))
    following = {role.id: RolePlan(unit, role) for role, unit in session.execute(nexts)}
    return {role: following.get(next_ or 0, RolePlan(None, None)) for role, next_ in planned.items()}


def may_take_back(viewer: Viewer, account: str, role: Role, unit: Unit, plan: RolePlan) -> bool:
    """Whether the viewer may take a plan back: who may end the role, and the one that it leads to."""
    held: list[Held] = [(role, unit)]
    if plan.role and plan.unit:
        held.append((plan.role, plan.unit))
    return account != viewer.account and all(appoints(viewer, grant_of(*one)) for one in held)


def take_back(act: Act, account: str, version: int, id_: int) -> Person:
    """Take back the planned end of the role with the number ``id_``: it goes on as before, and a role that was to begin
    in its place never does, nor what was planned after that.

    ``version``: of the account, as the caller saw it. Problem ``not_found``, ``forbidden``, ``changed_meanwhile``, or
    ``invalid`` if no end is planned or its day has come.
    """

    def allowed(held: list[Held]) -> bool:
        for role, unit in held:
            if role.id == id_:
                plan = plans_of(act.session, [id_]).get(id_, RolePlan(None, None))
                return may_take_back(act.viewer, account, role, unit, plan)
        raise Problem("not_found")

    person, _ = lock(act, account, version, allowed)
    role, plan = act.session.get_one(Role, id_), act.session.get(PlannedRoleEnd, id_)
    if plan is None or role.until is None or role.until <= max(now(), role.since):
        raise Problem("invalid", {"role": {"rule": "not_planned"}})
    act.record("role.keep", ("person", account), role.unit, **details_of(role))
    role.until = plan.until_before
    _never_begin(act, plan)
    return person


def _never_begin(act: Act, plan: PlannedRoleEnd) -> None:
    """Delete a plan, and let the role that was to begin by it never begin, nor any that was to follow that one."""
    following = plan
    while following:
        next_ = act.session.get(Role, following.next_role) if following.next_role else None
        act.session.delete(following)
        if next_ is None or next_.since <= now():
            return
        next_.until = next_.since
        later = act.session.get(PlannedRoleEnd, next_.id)
        if later is None:
            return
        following = later
