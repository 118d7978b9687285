"""What is otherwise in the download of a form made for another system, or in its answers, in both languages."""

CHANGES = {
    "group_names": (
        "Tên nhóm không được giữ khi tải về: {names}.",
        "Names of groups are not kept in the download: {names}.",
    ),
    "list_names": (
        "Tên danh sách không được giữ; khi tải về, mỗi danh sách mang tên câu hỏi của nó: {names}.",
        "Names of lists are not kept; in the download each is called as its question: {names}.",
    ),
    "heading_not_shown": (
        "Tiêu đề nhóm “{name}” không hiện: mọi câu nằm ở nhóm con, mà hai tiêu đề không ghép được.",
        "The heading of the group “{name}” is not shown: its questions are all in inner groups, and the headings "
        "cannot be joined.",
    ),
    "three_places": (
        "Số thập phân được giữ đến ba chữ số sau dấu phẩy.",
        "Decimals are kept to three digits after the point.",
    ),
}
FEW = 4  # names in one text


def shortlist(names: list[str]) -> str:
    """The first few of the names, in one text."""
    return ", ".join(names[:FEW]) + ("…" if len(names) > FEW else "")
