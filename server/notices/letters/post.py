"""Letters on their way: one connection to the office's mail server, with a limit to all that it may take."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from server.notices.letters.content import Letter

WAITED = 20.0  # seconds for each answer
TLS, STARTTLS, NONE = WAYS = ("tls", "starttls", "none")


@dataclass(frozen=True)
class MailServer:
    """The settings LANTOA_SMTP_*: where letters are handed in, and by whom. ``way``: how it is encrypted."""

    host: str
    port: int
    way: str
    user: str
    password: str
    sender: str


def mail_server(config: Mapping[str, object]) -> MailServer | None:
    """The mail server that the settings name, None if they name none."""
    if not config["SMTP_HOST"] or not config["SMTP_FROM"]:
        return None
    return MailServer(
        str(config["SMTP_HOST"]),
        int(str(config["SMTP_PORT"])),
        str(config["SMTP_TLS"]),
        str(config["SMTP_USER"]),
        str(config["SMTP_PASSWORD"]),
        str(config["SMTP_FROM"]),
    )


def connect(server: MailServer, waited: float = WAITED) -> smtplib.SMTP:
    """A connection on which letters may be handed in. ``waited``: seconds for each answer. Raises OSError, of which
    SMTPException is one."""
    context = ssl.create_default_context()
    if server.way == TLS:
        channel: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=waited, context=context)
    else:
        channel = smtplib.SMTP(server.host, server.port, timeout=waited)
    try:
        if server.way == STARTTLS:
            channel.starttls(context=context)
        if server.user:
            channel.login(server.user, server.password)
    except BaseException:
        channel.close()
        raise
    return channel


def message_of(server: MailServer, to: str, letter: Letter, stop: str) -> EmailMessage:
    """A letter as mail, which programs offer to end with one tap (RFC 8058)."""
    message = EmailMessage()
    local, _, domain = server.sender.rpartition("@")
    message["From"] = Address("Lan Tỏa", local, domain)
    message["To"] = to
    message["Subject"] = letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.plain)
    message.add_alternative(letter.html, subtype="html")
    return message
