"""A push service, and a village that may send to it."""

import pytest

from server.notices.push.rounds import send_round, sender_of
from server.notices.taken_up import KeptTakers
from server.platform.clock import now
from server.registers.published import renew
from tests.notices.push_service import PushService


@pytest.fixture
def service():
    made = PushService()
    yield made
    made.close()


@pytest.fixture
def pushed(village, tmp_path):
    """``pushed()``: how many messages one round of the jobs sends from the village; ``pushed(moment)``: at a moment."""
    village.app.config |= {"PUSH_LOOPBACK": True, "PUSH_KEY": str(tmp_path / "push.key")}

    def look(moment=None):
        with village.app.app_context():
            sender = sender_of(village.app.config)
            return send_round(renew(village.app), sender, KeptTakers(), moment or now())

    return look
