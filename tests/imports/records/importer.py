"""Somebody who brings in records from workbooks of their own making."""

from io import BytesIO
from urllib.parse import quote

from openpyxl import Workbook

from server.platform.workbook_limits import TYPE
from tests.village import SAME_ORIGIN, Client

HEAD = ("Mã đơn vị", "Ngày", "Ghi chú", "Tử số", "Mẫu số", "Số thập phân", "Chọn một", "Chọn nhiều", "Có hay không")


def table(*rows: tuple, head: tuple = HEAD, title: str = "Tổng hợp", above: tuple = (), change=None) -> bytes:
    """An .xlsx file with a heading and rows below it; ``above``: texts over the table; ``change`` gets its sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for text in above:
        sheet.append([text])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class Importer:
    """A person at the desk: uploads a file, matches its columns, and brings it in."""

    def __init__(self, client: Client):
        self.client, self.id = client, ""

    def upload(self, data: bytes, name: str = "Báo cáo 2025.xlsx"):
        headers = SAME_ORIGIN | {"X-Account": self.client.account, "Content-Type": TYPE, "X-File-Name": quote(name)}
        answer = self.client.http.post("/api/record-imports", data=data, headers=headers)
        self.id = answer.json.get("id", "")
        return answer

    def propose(self, register: str, sheet: int = 0, header: int = 1) -> dict:
        path = f"/api/record-imports/{self.id}/proposal?register={register}&sheet={sheet}&header={header}"
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json["mapping"]

    def map(self, mapping: dict):
        return self.client.send("PUT", f"/api/record-imports/{self.id}/mapping", mapping)

    def preview(self, data: bytes, register: str = "probe_direct", **changes) -> dict:
        """The preview of a file by the mapping that is proposed, with ``changes``."""
        uploaded = self.upload(data)
        assert uploaded.status_code == 201, uploaded.text
        header = uploaded.json["sheets"][0]["header"]
        answer = self.map(self.propose(register, header=header) | changes)
        assert answer.status_code == 200, answer.text
        return answer.json

    def rows(self, state: str = "") -> list[dict]:
        found, begin = [], 0
        while begin is not None:
            answer = self.client.get(f"/api/record-imports/{self.id}/rows?state={state}&begin={begin}").json
            found += answer["rows"]
            begin = answer["next"]
        return found

    def apply(self, digest: str | None = None):
        digest = digest or self.client.get(f"/api/record-imports/{self.id}").json["digest"]
        return self.client.post(f"/api/record-imports/{self.id}/apply", {"digest": digest})

    def bring_in(self, data: bytes, register: str = "probe_direct", **changes) -> dict:
        """A file brought in as it is proposed; nothing of it is faulty."""
        preview = self.preview(data, register, **changes)
        assert preview["counts"]["faulty"] == 0, self.rows("faulty")
        answer = self.apply(preview["digest"])
        assert answer.status_code == 200, answer.text
        assert answer.json["applied"], answer.json
        return answer.json
