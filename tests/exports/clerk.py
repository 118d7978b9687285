"""Somebody who orders files, has them made, and fetches them."""

from contextlib import contextmanager

from server.exports import steps
from server.exports.storage import Store
from server.jobs import chores
from server.photos.files import PhotoFiles
from server.registers import published
from tests.fixtures.applications import USUAL, open_app


class Clerk:
    """Files are made by an application of its own on the same database, as ``flask jobs`` is another process."""

    def __init__(self, village):
        self.village = village

    @property
    def store(self):
        return Store(self.village.app.config["EXPORTS"])

    def order(self, name="so", **wanted):
        answer = self.village.client(name).post("/api/exports", wanted)
        assert answer.status_code == 202, answer.text
        return answer.json["id"]

    @contextmanager
    def jobs(self):
        """In the application that makes the files; it knows nothing of what the web's has in memory."""
        web = self.village.app.config
        with open_app(web["DATABASE_URL"], **{name: web[name] for name in USUAL}) as app, app.app_context():
            app.config.update({name: web[name] for name in ("EXPORTS", "PHOTOS")})
            yield app

    def step(self):
        """One step of the oldest order; False if there is none."""
        with self.jobs() as app:
            return steps.step(published.renew(app), self.store, PhotoFiles(app.config["PHOTOS"]), set())

    def work(self):
        """All that was ordered."""
        with self.jobs():
            chores.work_exports()

    def fetch(self, id_, name="so"):
        answer = self.village.client(name).get(f"/api/exports/{id_}/file")
        assert answer.status_code == 200, answer.text
        return answer.data

    def make(self, name="so", **wanted):
        """The bytes of a file that is ordered, made and fetched."""
        id_ = self.order(name, **wanted)
        self.work()
        job = self.village.client(name).get(f"/api/exports/{id_}").json
        assert job["state"] == "done", job
        return self.fetch(id_, name)
