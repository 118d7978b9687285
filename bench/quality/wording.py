"""What teachers write: titles and stories of activities, as alike and as different as those of real schools are."""

from random import Random

TITLES = {
    "garden": (
        "Trồng rau cải cùng {group}",
        "Tưới rau, nhổ cỏ với {group}",
        "Thu hoạch rau cho bếp ăn bán trú",
        "Làm đất, lên luống với {group}",
        "Chăm sóc vườn rau cuối tuần",
    ),
    "library": (
        "Tiết đọc thư viện {group}",
        "Đọc truyện cùng bạn, {group}",
        "Giới thiệu sách tháng {month}",
        "Cho mượn sách về nhà, {group}",
    ),
    "traffic": (
        "Bé tập sang đường an toàn, {group}",
        "Phụ huynh ký cam kết đội mũ bảo hiểm",
        "Nhận biết biển báo giao thông, {group}",
    ),
    "volunteers": (
        "Dạy tiếng Việt cho trẻ, {group}",
        "Nấu bữa trưa cho trẻ điểm lẻ",
        "Dạy trẻ hát, kể chuyện, {group}",
    ),
}
BIG_TITLES = ("Ngày hội toàn trường tháng {month}", "Phát động phong trào toàn trường", "Tổng kết mô hình cả trường")

BOILERPLATE = (
    "Thực hiện kế hoạch năm học và chỉ đạo của Phòng Văn hóa – Xã hội, nhà trường đã tổ chức hoạt động đúng kế hoạch.",
    "Hoạt động diễn ra an toàn, đúng thời gian, đúng nội dung đã đề ra trong kế hoạch của nhà trường.",
)
OPENINGS = (
    "Sáng nay trời {weather}, {group} ra sân từ {hour} giờ",
    "Đầu giờ chiều, cô và {group} cùng nhau {verb}",
    "Sau tiết {count}, {group} háo hức {verb}",
    "Lần này {group} tự {verb}, cô chỉ đứng bên hướng dẫn",
    "Dù đường vào bản {weather}, {group} vẫn đến đông đủ để {verb}",
)
MIDDLES = (
    "em {name} làm nhanh nhất và giúp các bạn ngồi cạnh",
    "có {count} em còn rụt rè, sau được bạn {name} rủ thì tham gia vui vẻ",
    "bác {name} ở bản mang thêm {thing} cho lớp",
    "các em chia thành {count} nhóm, nhóm của {name} xong trước",
    "cô {name} kể chuyện bằng tiếng dân tộc cho các em mới đến lớp",
    "{name} hỏi nhiều câu rất hay về {thing}",
)
ENDINGS = (
    "Lần sau cần chuẩn bị thêm {thing} và nhờ phụ huynh đưa đón sớm hơn.",
    "Rút ra là nên chia nhóm nhỏ hơn, mỗi nhóm {count} em thì dễ quan sát.",
    "Cuối buổi các em tự dọn {thing}, sân trường sạch sẽ.",
    "Phụ huynh em {name} muốn tham gia cùng ở buổi tới.",
    "Kết quả tốt hơn tháng trước, các em đã nhớ cách dùng {thing}.",
)
NAMES = ("Mua", "Sùng", "Lò Thị Mai", "Vàng A Pó", "Giàng Thị Sua", "Quàng Văn Hải", "Cà Thị Thu", "Pờ Mé Xó", "Tòng")
NAMES += ("Hạng A Dơ", "Lù Thị Xuân", "Khoàng Văn Nam", "Chang Thị Lử", "Thào A Chu", "Lường Văn Bình", "Bạc Thị Ánh")
THINGS = (
    "cuốc và xô nhỏ",
    "hạt giống",
    "truyện tranh",
    "bảng chữ cái",
    "mũ bảo hiểm",
    "tranh ảnh",
    "bút màu",
    "phân hoai",
)
THINGS += (
    "phân hoai",
    "gạo nếp",
    "biển báo tự làm",
    "ghế nhựa",
    "bạt che nắng",
    "sách kể chuyện",
    "rổ rá",
    "loa tay",
    "giấy màu",
)
VERBS = (
    "nhổ cỏ, bắt sâu",
    "đọc truyện theo cặp",
    "tập sang đường",
    "kể chuyện theo tranh",
    "gieo hạt",
    "xếp lại giá sách",
)
VERBS += (
    "xếp lại giá sách",
    "hát và múa",
    "nấu bữa trưa",
    "vẽ biển báo",
    "tập đội mũ",
    "tưới luống cải",
    "học đếm bằng que",
)
WEATHER = ("nắng đẹp", "mưa phùn", "lạnh", "nhiều sương", "ấm", "trơn trượt")


def title_of(random: Random, kind: str, group: str, month: int) -> str:
    """A title such as a school uses again and again."""
    return random.choice(TITLES[kind]).format(group=group, month=month)


def big_title(random: Random, month: int) -> str:
    """The title of a day of the whole school."""
    return random.choice(BIG_TITLES).format(month=month)


def story_of(random: Random, group: str) -> str:
    """A story of three to six sentences. One in five begins with what an office wants to read, which is everybody's."""

    def filled(pattern: str) -> str:
        return pattern.format(
            group=group,
            name=random.choice(NAMES),
            thing=random.choice(THINGS),
            verb=random.choice(VERBS),
            weather=random.choice(WEATHER),
            count=random.randint(2, 9),
            hour=random.randint(7, 9),
        )

    middles = [filled(one) for one in random.sample(MIDDLES, random.randint(1, 3))]
    own = [f"{filled(random.choice(OPENINGS))}; {'; '.join(middles)}.", filled(random.choice(ENDINGS))]
    return " ".join([*([random.choice(BOILERPLATE)] if random.random() < 0.2 else []), *own])
