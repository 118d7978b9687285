"""What time it is where the schools are."""

from datetime import timedelta, timezone

HERE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # no summer time
