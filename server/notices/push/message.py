"""What a device shows: the kind of a notice and its register's title, and nothing of anybody; several at once are one
message."""

import json
from collections.abc import Sequence
from typing import TypedDict

from server.notices.notice import APPROVED, DUE, NEW_REGISTER, REMINDED, RETURNED, TAKEN_UP, Notice
from sync.registers import Registers

LONGEST_TITLE = 120  # characters of a register's title: a message is encrypted in one piece of 4 KB
TEXTS = {
    "vi": {
        RETURNED: "Bản ghi cần sửa lại",
        APPROVED: "Bản ghi đã được duyệt",
        REMINDED: "Được nhắc nộp báo cáo",
        DUE: "Báo cáo sắp đến hạn",
        TAKEN_UP: "Trường khác đã nhân rộng mô hình của trường mình",
        NEW_REGISTER: "Có biểu mới để điền",
        "several": "{} việc mới ở Lan Tỏa",
    },
    "en": {
        RETURNED: "A record needs a correction",
        APPROVED: "A record was approved",
        REMINDED: "A reminder to report",
        DUE: "A report is due soon",
        TAKEN_UP: "Another school took up your model",
        NEW_REGISTER: "A new register to fill in",
        "several": "{} new things in Lan Tỏa",
    },
}


class Message(TypedDict):
    """What the service worker shows. ``url``: the path that a tap opens, and the account in which; ``tag``: a later
    message with the same one takes its place; ``needs``: how many things want something to be done, for the badge."""

    title: str
    body: str
    url: str
    tag: str
    needs: int


def message_of(
    account: str, notices: Sequence[Notice], needs: int, registers: Registers, language: str, desk: bool
) -> Message:
    """The message that tells an account of some notices, at least one; ``needs``: of all that the person has."""
    texts = TEXTS[language]
    if len(notices) == 1:
        [one] = notices
        return {
            "title": texts[one.kind],
            "body": _title(one.register, registers, language),
            "url": _for(account, _place(one, desk)),
            "tag": f"{account}:{one.id}",
            "needs": needs,
        }
    kinds = {one.kind: texts[one.kind] for one in notices}
    return {
        "title": texts["several"].format(len(notices)),
        "body": "\n".join(kinds.values()),
        "url": _for(account, _list(desk)),
        "tag": f"{account}:several",
        "needs": needs,
    }


def packed(message: Message) -> bytes:
    """A message as it is encrypted."""
    return json.dumps(message, ensure_ascii=False).encode()


def _title(key: str, registers: Registers, language: str) -> str:
    register = registers.latest(key)
    return register.title[language][:LONGEST_TITLE] if register else ""


def _place(one: Notice, desk: bool) -> str:
    """The path of the screen on which one acts upon a notice."""
    if one.record:
        # One's own record is corrected in the notebook.
        return f"/so/ban-ghi/{one.record}" if desk and one.kind != RETURNED else f"/ban-ghi/{one.record}"
    return _list(desk)


def _list(desk: bool) -> str:
    return "/so/thong-bao" if desk else "/thong-bao"


def _for(account: str, path: str) -> str:
    """A path that opens in the account that it is for: several may be signed in on one device."""
    return f"{path}?cho={account}"
