"""The page that a letter's last link opens: one button ends the letters. Programs of mail press it by themselves."""

from flask import Blueprint, Response, current_app, make_response, render_template

from server.notices.letters.recipients import end_by_link, recipient_of
from server.notices.push.keys import PushKeys
from server.platform.database import again, read, write
from server.platform.security_headers import SHUT, TRUSTED

blueprint = Blueprint("letter_stop", __name__, url_prefix="/thoi-nhan-thu", template_folder="templates")

POLICY = (
    SHUT.replace("form-action 'none'", "form-action 'self'") + f"; {TRUSTED}; trusted-types 'none'; style-src 'self'"
)


@blueprint.get("/<link>")
def ask(link: str) -> Response:
    """The page with the button. Nothing ends by looking at it: programs that look for viruses open every link."""
    keys = _keys()
    with read() as session:
        row = recipient_of(session, keys, link)
        return _page("ask" if row else "ended")


@blueprint.post("/<link>")
def stop(link: str) -> Response:
    """End the letters that the link is of, whoever follows it: only who has the letter can (RFC 8058)."""
    keys = _keys()

    def work() -> None:
        with write() as session:
            end_by_link(session, keys, link)

    again(work)
    return _page("ended")


def _keys() -> PushKeys:
    return PushKeys(current_app.config["PUSH_KEY"])


def _page(state: str) -> Response:
    response = make_response(render_template("letters/stop.html", state=state))
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Robots-Tag"] = "noindex"
    return response
