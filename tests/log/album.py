"""Records with photos, as people of a village make them."""

import hashlib

from tests.village import DAY, Client


def photo(name: str, **more) -> dict:
    """The value of a photo whose file has the bytes of ``name``."""
    data = name.encode()
    made = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "type": "image/jpeg", "w": 4, "h": 3}
    return made | more


def album(client: Client, *photos: dict, then: str | None = "submit", **answers) -> str:
    """The id of a new record with these photos."""
    put = client.mutation("put", form="album@1", set={"day": DAY, "photos": list(photos)} | answers)
    outcome = client.do(put | ({"then": then} if then else {}))
    assert "refused" not in outcome, outcome
    return put["id"]


def consent(client: Client, record: str, photo: dict, given: bool, **members) -> dict:
    """The outcome of a consent to a photo."""
    said = client.mutation("consent", record=record, photo=photo["sha256"], given=given, **members)
    return client.do(said)
