"""What the texts of settings mean: each function makes a value of a text, or raises ValueError that says why."""

import re

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*|[0-9a-f:]*:[0-9a-f:.]+")


def switch(text: str) -> bool:
    """True for 1, true, yes or on, False for 0, false, no, off or nothing. Raises ValueError for anything else."""
    word = text.strip().lower()
    if word not in TRUE | FALSE:
        raise ValueError("expected 1 or 0")
    return word in TRUE


def positive(text: str) -> int:
    """The whole number, 1 or more, that a text holds. Raises ValueError for anything else."""
    number = int(text)
    if number < 1:
        raise ValueError("expected a whole number above 0")
    return number


def natural(text: str) -> int:
    """The whole number, 0 or more, that a text holds. Raises ValueError for anything else."""
    number = int(text)
    if number < 0:
        raise ValueError("expected a whole number, 0 or more")
    return number


def counts(text: str) -> tuple[int, ...]:
    """The three numbers, 1 or more, that a text separates by commas. Raises ValueError for anything else."""
    numbers = tuple(positive(part) for part in text.split(","))
    if len(numbers) != 3:
        raise ValueError("expected three numbers")
    return numbers


def port(text: str) -> int:
    """The TCP port that a text holds, 0 to 65535; 0 lets the system choose one. Raises ValueError for anything else."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError("expected a port, 0 to 65535")
    return number


def contact(text: str) -> str:
    """The address for reports that a text gives as a URI (``mailto:``, ``https://`` or ``tel:``), or nothing.

    Raises ValueError for anything else.
    """
    if text and not (text.startswith(("mailto:", "https://", "tel:")) and text.isprintable() and " " not in text):
        raise ValueError("expected mailto:, https:// or tel: and an address")
    return text


def encryption(text: str) -> str:
    """How a connection for letters is encrypted: ``starttls``, ``tls`` or ``none``. Raises ValueError for anything
    else."""
    if text not in ("starttls", "tls", "none"):
        raise ValueError("expected starttls, tls or none")
    return text


def log_format(text: str) -> str:
    """The format of the log that a text names, ``json`` or ``text``. Raises ValueError for anything else."""
    if text not in ("json", "text"):
        raise ValueError("expected json or text")
    return text


def log_level(text: str) -> str:
    """The level of the log that a text names, in capitals. Raises ValueError for anything that is none."""
    level = text.strip().upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("expected debug, info, warning or error")
    return level


def hosts(text: str) -> frozenset[str]:
    """The names of hosts that a text separates by commas, in small letters, without scheme and port. Raises ValueError
    for anything else."""
    names = frozenset(name.strip().lower() for name in text.split(",") if name.strip())
    if any(not HOST.fullmatch(name) for name in names):
        raise ValueError("expected names such as lantoa.example, separated by commas")
    return names
