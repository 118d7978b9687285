"""When devices may ring: from six in the morning to nine in the evening, and not on Sundays. What comes meanwhile is
told together afterwards."""

from datetime import datetime, time

from server.platform.clock import HERE

MORNING, EVENING = time(6), time(21)
SUNDAY = 6


def is_quiet(moment: datetime) -> bool:
    """Whether nobody is to be disturbed at an aware moment, by the clock of Việt Nam."""
    here = moment.astimezone(HERE)
    return here.weekday() == SUNDAY or not MORNING <= here.time() < EVENING
