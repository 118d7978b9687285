"""One semester of the demo: teachers log activities, leaders verify or return them, the department decides."""

from datetime import timedelta
from random import Random

from server.demo import photos
from server.demo.activity import Activity
from server.demo.comments import comment
from server.demo.department import decide, decide_again
from server.demo.phones import Phones
from server.demo.returns import reason_of, reply_of
from server.demo.signing import freeze

FORM = "activity@1"
AT_ONCE = timedelta(minutes=2)
STAYS = {"draft", "submitted", "withdrawn", "deleted", "conflict", "conflict_leader"}  # endings without a decision


def play(phones: Phones, season: list[Activity], random: Random, report: tuple[str, str] | None = None) -> None:
    """Send the activities of one semester, ``season``, and bring the record of each to the status in which it ends.

    ``report``: title and period of a report that the department signs, before the last mistakes are mended; or None.
    """
    _log(phones, season)
    _verify(phones, [one for one in season if one.ends_as not in STAYS | {"settled"}])
    _mend(phones, [one for one in season if one.ends_as == "mended"])
    _take_back(phones, season)
    _collide(phones, [one for one in season if one.ends_as in ("settled", "conflict", "conflict_leader")])
    _verify(phones, [one for one in season if one.ends_as in ("mended", "settled")], again=True)
    decide(phones, season)
    if report:
        freeze(phones, *report)
    late = [one for one in season if one.ends_as == "mended_late"]
    _mend(phones, late)
    _verify(phones, late, again=True)
    decide_again(phones, late, [one for one in season if one.ends_as == "reopened"])
    comment(phones, season, random)


def _log(phones: Phones, season: list[Activity]) -> None:
    """Create the record of each activity, with its mistake if it has one, and send it; then the photos of some."""
    taken = [(one, photos.photo_of(one)) for one in photos.photographed(season)]
    values = {id(one): photo.value for one, photo in taken}
    for one in season:
        first = {name: value for name, value in (one.data | one.slip).items() if value is not None}
        data = {"model": one.registration.record, **first}
        author, value = phones.of(one.sender), values.get(id(one))
        if value is None:
            one.record = author.create(one.written, FORM, data, one.ends_as != "draft")
        else:
            one.record = author.create(one.written, photos.FORM, data | {"photos": [value]}, one.ends_as != "draft")
            if one.ends_as == "approved":
                author.act(one.written + AT_ONCE, "consent", one.record, photo=value["sha256"], given=True)
    phones.sync(one.sender for one in season)
    photos.send(phones, taken)


def _verify(phones: Phones, wave: list[Activity], again: bool = False) -> None:
    """Have the leaders verify activities, and return those with a mistake; ``again``: the mistakes are mended now."""
    phones.sync(one.leader for one in wave)
    for one in wave:
        leader, moment = phones.of(one.leader), one.later(1, 3)
        if one.ends_as in ("mended", "returned") and not again:
            leader.act(moment, "return", one.record, **reason_of(one))
        elif one.ends_as != "submitted":
            leader.act(moment, "verify", one.record)
    phones.sync(one.leader for one in wave)


def _mend(phones: Phones, wave: list[Activity]) -> None:
    """Have the authors of returned activities correct their mistakes, submit them again and comment on that."""
    phones.sync(one.sender for one in wave)
    for one in wave:
        author = phones.of(one.sender)
        (field,) = one.slip
        moment = one.later(1, 3)
        author.edit(moment, one.record, {field: one.data[field]}, submit=True)
        author.act(moment, "comment", one.record, text=reply_of(one), field=field)
    phones.sync(one.sender for one in wave)


def _take_back(phones: Phones, season: list[Activity]) -> None:
    """Have the authors withdraw or delete the activities that end so."""
    wave = [one for one in season if one.ends_as in ("withdrawn", "deleted")]
    for one in wave:
        do = "withdraw" if one.ends_as == "withdrawn" else "delete"
        phones.of(one.sender).act(one.later(1, 2), do, one.record)
    phones.sync(one.sender for one in wave)


def _collide(phones: Phones, wave: list[Activity]) -> None:
    """Make conflicts: two people change the number of pupils in an activity before either synchronises.

    The author settles those that end as ``settled``.
    """
    pairs = {one.record: (phones.of(one.sender), phones.of(_other(one))) for one in wave}
    for both in pairs.values():
        for user in both:
            user.sync()
    theirs: dict[str, str] = {}
    for one in wave:
        author, other = pairs[one.record]
        count = one.data["students"]
        moment = one.later(1, 2)
        author.edit(moment, one.record, {"students": count + 1})
        theirs[one.record] = other.edit(moment, one.record, {"students": max(1, count - 2)})
    for who in (0, 1, 0):
        for both in pairs.values():
            both[who].sync()
    for one in wave:
        if one.ends_as == "settled":
            author = pairs[one.record][0]
            seen = {"students": [theirs[one.record]]}
            author.edit(one.later(1, 2), one.record, {"students": one.data["students"]}, resolves=seen)
            author.sync()


def _other(one: Activity) -> str:
    """The username of who changes an activity besides its author: the leader or a co-author."""
    return one.leader if one.ends_as == "conflict_leader" else one.coauthors[0][0]
