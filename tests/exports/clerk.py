"""Who orders files as somebody, has them made, and fetches them."""

from server.exports import steps
from server.exports.storage import Store


class Clerk:
    def __init__(self, village):
        self.village = village
        self.registers = village.app.extensions["registers"]

    @property
    def store(self):
        return Store(self.village.app.config["EXPORTS"])

    def order(self, name="so", **asked):
        answer = self.village.client(name).post("/api/exports", asked)
        assert answer.status_code == 202, answer.text
        return answer.json["id"]

    def work(self):
        with self.village.app.app_context():
            while steps.step(self.registers, self.store):
                pass

    def fetch(self, id_, name="so"):
        answer = self.village.client(name).get(f"/api/exports/{id_}/file")
        assert answer.status_code == 200, answer.text
        return answer.data

    def make(self, name="so", **asked):
        id_ = self.order(name, **asked)
        self.work()
        told = self.village.client(name).get(f"/api/exports/{id_}").json
        assert told["state"] == "done", told
        return self.fetch(id_, name)
