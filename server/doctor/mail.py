"""Whether letters can be handed in, where the settings name a mail server."""

from collections.abc import Mapping

from server.doctor.finding import FAULT, OK, WARNING, Finding
from server.notices.letters import post
from server.notices.letters.week import home_of
from server.platform.fault_text import first_line

PATIENCE = 5.0  # seconds


def check_mail(config: Mapping[str, object]) -> Finding:
    """Whether the mail server answers and takes who we are; ``config``: the settings, by key. No letter is sent."""
    if not config["SMTP_HOST"]:
        return Finding("mail", OK, "No letters are sent: LANTOA_SMTP_HOST names no mail server.")
    server = post.mail_server(config)
    if server is None:
        return Finding("mail", FAULT, "Letters have no sender.", "Set LANTOA_SMTP_FROM to an address of the office.")
    if home_of(config) is None:
        return Finding("mail", FAULT, "Links in letters lead nowhere.", "Set LANTOA_HOSTS to the name people open.")
    try:
        with post.connect(server, PATIENCE) as channel:
            channel.noop()
    except OSError as fault:
        todo = "Look at the settings LANTOA_SMTP_*, and whether this machine may reach the mail server."
        return Finding("mail", WARNING, f"{server.host} takes no letters: {first_line(fault)}.", todo)
    return Finding("mail", OK, f"{server.host} takes letters.")
