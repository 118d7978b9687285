"""What a draft holds, made such that every database and browser can hold it."""

from typing import cast

from sync.protocol.canonical import MUTATION_DEPTH, Json, depth, sound, sound_text


def keepable(values: Json) -> Json | None:
    """A draft's values as they can be kept: without NULs, half characters and numbers beyond ±2⁵³, which become null.
    None if they are nested too deep."""
    if depth(values) > MUTATION_DEPTH:
        return None
    return values if sound(values) else cast(Json, _mended(values))


def _mended(value: object) -> object:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_mended(one) for one in value]
    if isinstance(value, dict):
        return {_text(name): _mended(one) for name, one in value.items()}
    return value if sound(value) else None


def _text(value: str) -> str:
    if sound_text(value):
        return value
    # Half a character, as where a field cut an emoji in two, becomes the sign for one that cannot be read.
    return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
