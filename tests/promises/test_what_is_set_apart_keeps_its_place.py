"""A creation that a proxy calls too large once is taken before its author's own later edit of it."""

from datetime import timedelta

from .cast import Stamps, phone_of


class Proxy:
    """In front of the server; it turns the first request away, as one that allows less than the server does."""

    def __init__(self, transport):
        self.transport, self.account, self.scopes = transport, transport.account, transport.scopes
        self.turned_away = False

    def __call__(self, body):
        if not self.turned_away:
            self.turned_away = True
            return 413, {}, b"<html>413 Request Entity Too Large</html>"
        return self.transport(body)


def test_a_creation_set_apart_is_taken_before_its_own_later_edit(world):
    school = world.school()
    phone = phone_of(Proxy(school.transports["author"]), Stamps(), timedelta(0))
    [record] = phone.put(school.unit, form="probe_direct@1", set={"note": "one", "n": 1})
    phone.exchange()
    phone.put(school.unit, record=record, set={"note": "two"})
    other = phone.put(school.unit, form="probe_direct@1", set={"note": "other", "n": 2})
    assert phone.sync()
    assert not phone.refused
    assert phone.all_sent
    taken = [entry.mutation["id"] for entry in world.log(school.unit)]
    assert taken[:2] == [*other, record]
    assert phone.copies[record]["data"]["note"] == "two"
