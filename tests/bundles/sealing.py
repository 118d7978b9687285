"""A phone's half of the file of unsent work: what it holds, sealed by what its session was given."""

import base64
import gzip
import json
from datetime import UTC, datetime

from pyhpke import AEADId, CipherSuite, KDFId, KEMId

from server.bundles.sealed import INFO, MAGIC
from tests.village import SAME_ORIGIN

SUITE = CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)


def raw(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def packed(body, photos=b""):
    return gzipped(json.dumps(body).encode(), photos)


def gzipped(text, photos=b""):
    held = gzip.compress(text, mtime=0)
    return len(held).to_bytes(4) + held + photos


def content(*mutations, drafts=(), photos=(), **members):
    listed = [{name: value for name, value in one.items() if name != "data"} for one in photos]
    made = datetime.now(UTC).isoformat()
    body = {"version": 1, "made": made, "mutations": list(mutations), "drafts": list(drafts), "photos": listed}
    return packed(body | members, b"".join(one["data"] for one in photos))


def offered(client):
    """What the session of a phone was given to seal by."""
    return client.get("/api/session").json["bundle"]


def sealed(offer, held, **other):
    """``held``, sealed by an offer; ``other``: parts of the offer that are taken from elsewhere."""
    offer = offer | other
    handle, public = raw(offer["handle"]), SUITE.kem.deserialize_public_key(raw(offer["public"]))
    point, context = SUITE.create_sender_context(public, INFO, psk=raw(offer["secret"]), psk_id=handle)
    head = MAGIC + bytes.fromhex(offer["key"]) + bytes((len(handle),)) + handle + point
    return head + context.seal(held, head)


def bring(client, file):
    """The answer to a file that somebody brings."""
    headers = SAME_ORIGIN | {"X-Account": client.account, "Content-Type": "application/vnd.lantoa.bundle"}
    return client.http.post("/api/bundles", data=file, headers=headers)
