"""The accounts that visitors try the demo with; all have the same password."""

PASSWORD = "demo-thi-dua"

ACCOUNTS = (
    ("gv.demo", "giáo viên, Trường PTDTBT Tiểu học Sín Thầu"),
    ("gvb.demo", "giáo viên, Trường PTDTBT Tiểu học Sín Thầu"),
    ("ht.demo", "hiệu trưởng, Trường PTDTBT Tiểu học Sín Thầu"),
    ("gv2.demo", "giáo viên, Trường Mầm non Tủa Thàng"),
    ("ht2.demo", "hiệu trưởng, Trường Mầm non Tủa Thàng"),
    ("xa.demo", "cán bộ Phòng VH-XH, xã Sín Thầu"),
    ("so.demo", "chuyên viên Sở Giáo dục và Đào tạo"),
    ("admin.demo", "quản trị viên"),
)
