"""Shows where the server spends its time: phones synchronise, one after another, with the app under a profiler."""

import argparse
import cProfile
import pstats
import time
from collections.abc import Iterable
from statistics import median, quantiles

from flask import Flask

from bench.load import world
from bench.load.phones import database
from bench.load.world import Account
from server import create_app
from server.demo.stamps import unit_id
from server.platform.config import database_url
from sync.phone import Phone
from sync.phone.batch import gzipped
from sync.phone.transport import Reply


class Connection:
    """An account's connection to the application in this process; called with a body, it posts an exchange.

    ``spent``: seconds of processor time for each response, of all connections together: of those that records were
    sent with, and of those that only fetched.
    """

    spent: dict[bool, list[float]] = {True: [], False: []}
    profile: cProfile.Profile | None = None

    def __init__(self, app: Flask, account: Account):
        self.client = app.test_client(use_cookies=False)
        self.headers = {"X-Account": account.id, "Cookie": account.cookie, "Sec-Fetch-Site": "same-origin"}
        self.headers |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}

    def __call__(self, body: dict) -> Reply:
        data, began = gzipped(body), time.process_time()
        if Connection.profile:
            Connection.profile.enable()
        answer = self.client.post("/api/sync", data=data, headers=self.headers)
        if Connection.profile:
            Connection.profile.disable()
        Connection.spent["mutations" in body].append(time.process_time() - began)
        return answer.status_code, dict(answer.headers), answer.data


def phone_of(app: Flask, account: Account) -> Phone:
    """A phone of the account, connected to the application in this process."""
    return Phone(account.id, Connection(app, account), scopes=[unit_id(account.school.code)])


def send(phones: Iterable[Phone]) -> None:
    """Synchronise the phones one after the other. Raises SystemExit if one cannot send everything."""
    for phone in phones:
        if not phone.sync() or phone.refused:
            raise SystemExit(f"could not send: {phone.problem} {phone.refused[:1]}")


def main() -> None:
    """Measure, and print the time and the profile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--phones", type=int, default=48)
    parser.add_argument("--records", type=int, default=20)
    parser.add_argument("--sort", default="tottime")
    parser.add_argument("--lines", type=int, default=45)
    parser.add_argument("--plain", action="store_true", help="the time alone, without the profile's own cost")
    given = parser.parse_args()
    with database(given.database) as (url, _):
        people = world.build(database_url(url), given.phones)
        app = create_app({"DATABASE_URL": database_url(url), "DEMO": True, "LOG_LEVEL": "ERROR"})
        leaders = [(leader, phone_of(app, leader)) for leader in people.leaders]
        models = {
            (leader.school.code, one.kind): world.register(phone, one)
            for leader, phone in leaders
            for one in world.models(leader.school)
        }
        send(phone for _, phone in leaders)
        phones, activities = [phone_of(app, teacher) for teacher in people.teachers], world.activities_by_school()
        send(phones)
        for number, (phone, teacher) in enumerate(zip(phones, people.teachers, strict=True)):
            own = activities[teacher.school.code]
            for turn in range(given.records):
                one = own[(number * given.records + turn) % len(own)]
                world.log(phone, models[teacher.school.code, one.registration.kind], one)
        Connection.spent, Connection.profile = {True: [], False: []}, None if given.plain else cProfile.Profile()
        send(phones)
    for sends, spent in Connection.spent.items():
        if len(spent) > 1:
            what = f"send {given.records} records" if sends else "only fetch"
            fastest, usual = quantiles(spent, n=10)[0] * 1000, median(spent) * 1000
            print(f"{len(spent)} exchanges that {what}: {fastest:.1f} ms of processor time ({usual:.1f} the usual one)")
    if Connection.profile:
        pstats.Stats(Connection.profile).sort_stats(given.sort).print_stats(given.lines)


if __name__ == "__main__":
    main()
