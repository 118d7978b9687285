"""Tables of Explore that people saved by name: listed, saved, deleted."""

from typing import TypedDict
from urllib.parse import parse_qsl

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.access.views import changes_view, sees_view
from server.audit.actor import Act
from server.figures.explore.query import PARAMETERS
from server.figures.reach import topmost
from server.models.org import Person
from server.models.views import SavedView
from server.platform.clock import now
from sync.protocol.ids import is_uuid
from sync.protocol.problems import Problem
from sync.vietnamese import sort_key

ON_SCREEN = {*PARAMETERS, "xep"}
"""The parameters of the screen's address: those of the table, and by which column it is sorted."""
MOST = 50  # of one person


class ViewEntry(TypedDict):
    """A saved table. ``query``: of the screen's address; ``mine``: the viewer may change it; ``by``: who saved it."""

    id: str
    name: str
    query: str
    shared: bool
    mine: bool
    by: str


def views(session: Session, viewer: Viewer) -> list[ViewEntry]:
    """The saved tables that the viewer sees, by name."""
    concerned = or_(SavedView.person == viewer.account, SavedView.unit.in_(viewer.scopes))
    query = select(SavedView, Person.name).join(Person, Person.id == SavedView.person).where(concerned)
    found: list[ViewEntry] = [
        {
            "id": view.id,
            "name": view.name,
            "query": view.query,
            "shared": view.shared,
            "mine": changes_view(viewer, view.person),
            "by": name,
        }
        for view, name in session.execute(query)
        if sees_view(viewer, view.person, view.unit, view.shared)
    ]
    return sorted(found, key=lambda view: (sort_key(view["name"]), view["id"]))


def save(act: Act, id_: str, name: str, query: str, shared: bool) -> None:
    """Save a table under an id that the page gives: a new one, or other content for one of one's own.

    Raises Problem ``not_found`` for a bad id or a table of somebody else, ``forbidden`` without a unit that one works
    in, ``malformed`` for an empty name, a query that is none of the screen's, or more than 50 tables.
    """
    session, viewer = act.session, act.viewer
    unit = topmost(session, viewer)
    if unit is None:
        raise Problem("forbidden")
    view = _own(session, viewer, id_)
    name, given = name.strip(), parse_qsl(query)
    if not name:
        raise Problem("malformed", {"name": {"rule": "required"}})
    if not {key for key, _ in given} <= ON_SCREEN:
        raise Problem("malformed", {"query": {"rule": "unknown"}})
    if view is None:
        count = select(func.count()).select_from(SavedView).where(SavedView.person == viewer.account)
        if (session.scalar(count) or 0) >= MOST:
            raise Problem("malformed", {"name": {"rule": "count"}})
        view = SavedView(id=id_, person=viewer.account, unit=unit.id)
        session.add(view)
    view.name, view.query, view.shared, view.changed = name, query, shared, now()
    act.record("view.save", ("view", id_), view.unit, name=name, shared=shared)


def delete(act: Act, id_: str) -> None:
    """Delete a saved table of one's own; one that is not there is deleted already. Raises Problem ``not_found``."""
    view = _own(act.session, act.viewer, id_)
    if view is None:
        return
    act.session.delete(view)
    act.record("view.delete", ("view", id_), view.unit, name=view.name)


def _own(session: Session, viewer: Viewer, id_: str) -> SavedView | None:
    """The viewer's own table with this id, None if there is none. Raises Problem ``not_found`` for somebody else's."""
    view = session.get(SavedView, id_) if is_uuid(id_) else None
    if not is_uuid(id_) or (view and not changes_view(viewer, view.person)):
        raise Problem("not_found")
    return view
