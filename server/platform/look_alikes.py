"""Letters that look alike: what a name is known by, and what tells whether one username imitates another."""

import unicodedata

from sync.vietnamese import sort_key

# Letters that people take for another: those that Vietnamese keyboards and old fonts confuse, and those of other
# scripts by which a name is imitated (the single letters of Unicode's confusables for a–z and đ).
_ALIKE = {
    "đ": "ðɖƌɗꟈђћ",
    "a": "аαɑ",
    "b": "ЬьƅƄ",
    "c": "сϲᴄ",
    "d": "ԁꓒ",
    "e": "еҽε",
    "g": "ɡց",
    "h": "һհ",
    "i": "іıɩιɪ",
    "j": "јϳ",
    "k": "кκᴋ",
    "l": "ӏǀ",
    "m": "м",
    "n": "ոռп",
    "o": "оοօσᴏ",
    "p": "рρ",
    "q": "ԛգ",
    "r": "гᴦ",
    "s": "ѕꜱ",
    "t": "тτᴛ",
    "u": "υսᴜ",
    "v": "ѵνᴠ",
    "w": "ѡԝաᴡ",
    "x": "хχ",
    "y": "уγүʏ",
    "z": "ᴢ",
}
# Capitals whose small letters look like nothing Latin.
_CAPITALS = str.maketrans("ВЕНІЈКМТѴΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "behijkmtvabezhikmnoptyx")
_PLAIN = {ord(one): letter for letter, ones in _ALIKE.items() for one in ones}
# A caron is taken for a breve, a ring for the hook above.
_MARKS = {0x030C: "\u0306", 0x030A: "\u0309"}


def look_of(text: str) -> str:
    """A text with each letter replaced by the one that it looks like, in small letters: two texts of the same look
    cannot be told apart by reading them."""
    wide = unicodedata.normalize("NFKC", text).translate(_CAPITALS).lower()
    plain = unicodedata.normalize("NFD", wide.translate(_PLAIN)).translate(_MARKS)
    return unicodedata.normalize("NFC", plain.translate(_PLAIN))


def identity_of(name: str) -> str:
    """What the name of a person or unit is known by. Tone marks and the letters of the alphabet tell names apart; case,
    spaces, punctuation, look-alike letters, and the vowel on which a tone mark is put do not."""
    return sort_key(look_of(name))


def tidy(name: str) -> str:
    """A name as it is kept: in Unicode's NFC, with single spaces, and with đ for the letter eth, which looks like it in
    capitals."""
    return " ".join(unicodedata.normalize("NFC", name).replace("ð", "đ").replace("Ð", "Đ").replace("Ɖ", "Đ").split())
