"""Names for the schools of the demo in which nobody has an account, made of names of places in their communes."""

from collections.abc import Iterator

from server.demo.content import Commune, communes, schools

# The capital ward's schools get the first half of each list, those of other wards the rest.
FLOWERS = (
    *("Hoa Ban", "Hoa Mai", "Sơn Ca", "Hoa Hồng", "7/5", "Ánh Dương", "Họa Mi", "20/10"),
    *("Hoa Sen", "Vàng Anh", "Hoa Đào", "Tuổi Thơ", "Sao Mai", "Hoa Phượng", "Bình Minh", "Hướng Dương"),
)
HEROES = (
    *("Bế Văn Đàn", "Tô Vĩnh Diện", "Kim Đồng", "Võ Nguyên Giáp", "Trần Can", "Him Lam 2", "A1"),
    *("Hoàng Văn Nô", "Phan Đình Giót", "Lê Văn Tám", "Võ Thị Sáu", "Nguyễn Bá Ngọc", "Vừ A Dính", "Lý Tự Trọng"),
)
UPPER = {
    "03166": ("Trường THPT Chà Cang",),
    "03127": ("Trường THPT Chuyên Lê Quý Đôn", "Trường THPT Thành phố", "Trường PTDTNT THPT tỉnh"),
    "03334": ("Trường THPT Phan Đình Giót", "Trường THPT Thanh Trường"),
    "03151": ("Trường PTDTNT THPT Mường Lay",),
    "03169": ("Trường PTDTNT THPT Nậm Pồ",),
    "03203": ("Trường PTDTNT THPT Điện Biên Đông",),
    "03217": ("Trường PTDTNT THPT Tủa Chùa",),
    "03256": ("Trường PTDTNT THPT Mường Ảng",),
}
CENTRES = ("Hoa Ban", "Him Lam", "Ánh Sao", "Tây Bắc", "Mường Thanh", "Kỷ Nguyên Số", "Nam Thanh", "Noong Bua")
CENTRES_ELSEWHERE = {"03253": ("Tuần Giáo",), "03334": ("Nam Thanh", "Noong Bua", "Phương Đông")}


def other_schools(commune: Commune) -> Iterator[tuple[str, str, str]]:
    """The schools of a commune that are not in data/schools.toml, as (level, code, name).

    There are as many of each level as the published table says, and no two have the same name.
    """
    known = {school.code: school.name for school in schools() if school.commune == commune.code}
    for level, count in commune.schools.items():
        names = (name for name in _names(commune, level) if name not in known.values())
        for number in range(1, count + 1):
            code = f"DEMO-{commune.code}-{level}-{number:02}"
            if code not in known:
                yield level, code, next(names)


def _names(commune: Commune, level: str) -> Iterator[str]:
    """Names for the schools of a level in a commune; as many as it needs."""
    if level == "THPT":
        yield from UPPER.get(commune.code, (f"Trường THPT {commune.short}",))
    elif level == "GDTX":
        seat = (commune.district or commune.short).removeprefix("huyện ").removeprefix("thị xã ")
        capital = commune.code == communes()[0].code
        yield "Trung tâm GDTX tỉnh" if capital else f"Trung tâm GDNN – GDTX {seat}"
    elif level == "TT":
        for name in CENTRES_ELSEWHERE.get(commune.code, CENTRES):
            yield f"Trung tâm Ngoại ngữ – Tin học {name}"
    elif level == "CD":
        yield "Trường Cao đẳng Điện Biên"
    else:
        yield from _local(commune, level)


def _local(commune: Commune, level: str) -> Iterator[str]:
    semi_boarding = "PTDTBT " if commune.hardship > 1 else ""
    kind = {"MN": "Mầm non", "TH": f"{semi_boarding}Tiểu học", "THCS": f"{semi_boarding}THCS"}[level]
    places = [place.removeprefix("thị trấn ") for place in commune.was]
    for place in places:
        yield f"Trường {kind} {place}"
    if commune.town:
        names = FLOWERS if level == "MN" else HEROES
        half = len(names) // 2
        for name in names[:half] if commune.code == communes()[0].code else names[half:]:
            yield f"Trường {kind} {name}"
    for number in range(2, 9):
        for place in places:
            yield f"Trường {kind} số {number} {place}"
