"""How long a text is, as a person counts. Twin of client/src/core/letters.ts."""

import re
import unicodedata

JOINER = "\u200d"
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
# Skin colours, and the letters of which the flags of regions are made: seen only on the sign before them.
TRAILING = re.compile("[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
JOINED = re.compile(f"{JOINER}.", re.DOTALL)
# Nearly every text: Latin, Vietnamese too, with its punctuation. None of these is a sign on a letter, or part of one.
PLAIN = re.compile("[\x00-\u02ff\u1e00-\u1eff\u2010-\u2027]*")
# A letter with more signs on it than any writing has is counted by its signs.
MOST_SIGNS = 10


def letters(text: str) -> int:
    """How many letters a person sees in a text that is in NFC: a sign on a letter and a joined emoji add none."""
    if PLAIN.fullmatch(text):
        return len(text)
    alone = TRAILING.sub("", JOINED.sub("", FLAG.sub("F", text)))
    seen = sum(1 for one in alone if unicodedata.category(one)[0] != "M")
    return max(seen, -(-len(text) // MOST_SIGNS))
