"""What an error says, short enough for a sentence."""


def first_line(fault: BaseException) -> str:
    """The first line of what an error says, of a database's the driver's own words without the statement; its kind if
    it says nothing."""
    return (str(getattr(fault, "orig", None) or fault).splitlines() or [type(fault).__name__])[0]
