"""The vectors of the first release, which other phones were made by, are what they were; only new ones are added."""

import hashlib
import json
from pathlib import Path

from server.platform.config import ROOT

DIGESTS = Path(__file__).with_name("first_release") / "vectors.json"


def digests(file: str, text: str) -> list[str]:
    """A digest for each vector of a file, with its part."""
    return [
        hashlib.sha256(f"{file} {part} {json.dumps(vector, sort_keys=True)}".encode()).hexdigest()[:16]
        for part, vectors in json.loads(text).items()
        if isinstance(vectors, list)
        for vector in vectors
    ]


def test_no_vector_of_the_first_release_is_gone_or_changed():
    then = set(json.loads(DIGESTS.read_text()))
    now = {digest for file in (ROOT / "sync/vectors").glob("*.json") for digest in digests(file.name, file.read_text())}
    assert len(then) > 300
    assert then <= now
