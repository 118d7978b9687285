"""What is taken for granted where a form made for another system says nothing, in both languages."""

GUESSES = {
    "usual_by": (
        "Không có “lt_by” nên giáo viên và hiệu trưởng ghi.",
        "There is no “lt_by”, so teachers and school leaders fill it in.",
    ),
    "usual_review": (
        "Không có “lt_review” nên hiệu trưởng xác nhận, rồi Sở duyệt.",
        "There is no “lt_review”, so the school leader verifies and the department approves.",
    ),
    "guessed_event": (
        "Không có “lt_period” nên mỗi hoạt động ghi một bản ghi.",
        "There is no “lt_period”, so each event has a record.",
    ),
    "guessed_school_year": (
        "Không có “lt_period” nên ghi theo năm học.",
        "There is no “lt_period”, so records are of a school year.",
    ),
    "guessed_day": (
        "Không có “lt_period_from” nên ngày của bản ghi là “{name}”.",
        "There is no “lt_period_from”, so “{name}” is a record's day.",
    ),
}
