"""The scores of schools in the second semester of 2024-2025: their own, their cluster's and the department's."""

from collections.abc import Iterator

from server.demo.content import School, communes, schools
from server.demo.registering import OFFICER
from server.demo.stamps import unit_id
from server.demo.year.report import Report, at, chance

PERIOD = "2024-2025-HK2"
MOST = {
    "curriculum": 12,
    "quality": 12,
    "universal": 6,
    "ethics": 10,
    "development": 10,
    "models": 10,
    "initiatives": 10,
    "green": 8,
    "digital": 7,
    "learning": 5,
}
# The evidence for each criterion's points, as schools enter it: a document, or where something is kept.
EVIDENCE = {
    "curriculum": "Kế hoạch giáo dục nhà trường năm học 2024–2025; biên bản kiểm tra nội bộ tháng 4/2025",
    "quality": "Bảng tổng hợp kết quả cuối năm, đã gửi Phòng VH-XH ngày 20/5/2025",
    "universal": "Hồ sơ phổ cập của xã, biên bản kiểm tra tháng 3/2025",
    "ethics": "Bản cam kết của từng thầy cô, lưu ở văn phòng",
    "development": "Kế hoạch bồi dưỡng thường xuyên và giấy chứng nhận, tủ hồ sơ số 2",
    "models": "Nhật ký mô hình trên Lan Tỏa, đã xác nhận đến 22/5/2025",
    "initiatives": "Biên bản họp hội đồng sáng kiến cấp trường ngày 12/5/2025",
    "green": "Biên bản tự kiểm tra trường học xanh – sạch – đẹp – an toàn",
    "digital": "Học bạ số đã ký 100 %; sổ thu không dùng tiền mặt",
    "learning": "Danh sách đăng ký công dân học tập của nhà trường",
}
PARTS = {"education": 30, "staff": 20, "innovation": 20, "environment": 20, "own": 10}
OWN = (
    "Nói tiếng Việt mọi lúc ở trường",
    "Một giờ đọc sách mỗi tuần",
    "Vườn rau đủ cho bữa trưa",
    "Không ai bỏ học sau Tết",
)


def clusters() -> Iterator[tuple[str, list[str]]]:
    """The clusters of schools that score each other, as (name, ids of their schools): of two communes each."""
    shown = [commune for commune in communes() if any(school.commune == commune.code for school in schools())]
    for number in range(0, len(shown), 2):
        codes = {commune.code for commune in shown[number : number + 2]}
        members = [unit_id(school.code) for school in schools() if school.commune in codes]
        yield f"Cụm thi đua số {number // 2 + 1}", members


def reports() -> Iterator[Report]:
    """The records with scores: each school scores itself and one of its cluster, the department every second one."""
    for _, members in clusters():
        mine = [school for school in schools() if unit_id(school.code) in members]
        for number, school in enumerate(mine):
            by = mine[number - 1]
            yield Report("criteria_score", school.code, school.leaders[0][0], at(2025, 5, 24), _own(school), PERIOD)
            yield Report("cross_score", by.code, by.leaders[0][0], at(2025, 5, 28), _cross(school, by.code), PERIOD)
            if number % 2 == 0:
                yield Report("cross_score", "11", OFFICER, at(2025, 6, 4), _cross(school, "department"), PERIOD)


def _own(school: School) -> dict[str, object]:
    points: dict[str, object] = {name: _part(most, f"{name} {school.code}", 0.86) for name, most in MOST.items()}
    evidence: dict[str, object] = {
        f"{name}_evidence": text for name, text in EVIDENCE.items() if chance(f"evidence {name} {school.code}") < 0.8
    }
    criterion = OWN[int(chance(school.name) * len(OWN))]
    rows = [{"id": "own", "criterion": criterion, "points": _part(10, f"own {school.code}", 0.8)}]
    return points | evidence | {"own": rows}


def _cross(school: School, by: str) -> dict[str, object]:
    seed = f"{school.code} {by}"
    points = {f"{name}_points": _part(most, f"{name} {seed}", 0.82) for name, most in PARTS.items()}
    return {"school": unit_id(school.code), **points}


def _part(most: int, seed: str, least: float) -> float:
    """Draw points, in steps of a half: at most ``most``, and at least about ``least`` (a part of one) of that."""
    return round(2 * most * (least + (1 - least) * chance(seed))) / 2
