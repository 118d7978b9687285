"""While the server only reads, it says so and takes nothing."""

from tests.village import Village


def test_writes_are_refused_whole_and_reads_go_on(app):
    village = Village(app)
    gv = village.client("gv")
    made = gv.put()
    gv.do(made)
    app.config["READ_ONLY"] = True
    answer = gv.post("/api/sync", {"protocol": 1, "nonce": "n", "mutations": [gv.put()]})
    assert (answer.status_code, answer.json["code"]) == (503, "read_only")
    assert gv.read(made["id"])["data"]["n"] == 1
