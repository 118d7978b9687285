"""Words that are said instead of a code's own, where more is known of why something is refused."""

from sync.protocol.problems import Kind

REMADE = Kind(
    429,
    "Vừa có người rút đồng ý với một ảnh. Máy chủ đang làm lại tệp không có ảnh đó; thầy/cô tải về sau ít phút.",
    "Somebody has just withdrawn consent to a photo. The file is being made again without it; fetch it in a few "
    "minutes.",
)
"""What is said instead with ``slow_down`` to who fetches a file in which such a photo may be."""


DISABLED = Kind(
    401,
    "Tài khoản này đang bị khóa. Thầy/cô hỏi hiệu trưởng hoặc cấp trên; dữ liệu trên máy vẫn còn nguyên và gửi được "
    "khi tài khoản mở lại.",
    "This account is disabled. Ask the school leader or the office above. What is on this phone is kept, and is sent "
    "once the account is enabled.",
)
"""What is said instead with ``unauthenticated`` to who has proved to own an account that is disabled."""


WRONG_SECRET = Kind(
    401,
    "Tên đăng nhập hoặc mật khẩu chưa đúng. Thầy/cô kiểm tra lại, hoặc hỏi hiệu trưởng để được cấp mã mới.",
    "Username or password is wrong. Check them, or ask the school leader for a new code.",
)
"""What is said instead with ``unauthenticated`` to who signs in with a wrong password, or one of nobody's."""


WRONG_FACTOR = Kind(
    401,
    "Mã xác thực chưa đúng hoặc đã dùng rồi. Thầy/cô chờ mã mới hiện trên điện thoại rồi nhập lại, hoặc nhập một mã dự "
    "phòng.",
    "The code is wrong or was used already. Wait for the next one on your phone, or type a recovery code.",
)
"""What is said instead with ``second_factor`` to who has typed a code."""


FOUR_EYES = Kind(
    403,
    "Điển hình này do chính thầy/cô biên tập lần cuối. Thầy/cô nhờ một chuyên viên khác của Sở xem và công bố.",
    "You were the last to change this example. Ask another officer of the department to look at it and publish it.",
)
"""What is said instead with ``forbidden`` to who publishes an example that they prepared."""
