"""A search by the database's index finds the very records whose folded text holds each term, on both databases."""

import random

from sqlalchemy import select, update

from server.models.log import Record
from server.platform.database import read, write
from server.platform.search_index import holds
from sync.folding import fold
from tests.village import Village

LETTERS = "aăbđ cô\"'%_\\*(-)^:01"
TRIES = 150


def words(draw, most):
    return "".join(draw.choice(LETTERS) for _ in range(draw.randint(1, most))).strip() or "x"


def test_found_is_what_holds_each_term(village: Village):
    gv, draw = village.client("gv"), random.Random(5)
    puts = [gv.put(set={"note": words(draw, 60), "n": 1}) for _ in range(40)]
    gv.sync(*puts)
    # Some are changed, so that what they held before is no longer found.
    with village.app.app_context(), write() as session:
        for put in puts[:10]:
            changed = update(Record).where(Record.id == put["id"]).values(search_text=fold(words(draw, 60)))
            session.execute(changed)
    with village.app.app_context(), read() as session:
        texts = dict(session.execute(select(Record.id, Record.search_text)).all())
        for _ in range(TRIES):
            text = draw.choice(list(texts.values()))
            at = draw.randrange(len(text))
            part = text[at : at + draw.randint(1, 8)]
            terms = part.split() + words(draw, 3).split()[: draw.randint(0, 1)]
            found = session.scalars(select(Record.id).where(*holds(session, Record.search_text, terms)))
            held = {id_ for id_, text in texts.items() if all(term in text for term in terms)}
            assert set(found) == held, terms
