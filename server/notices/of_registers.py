"""Notices of registers that the department has published anew, for who fills them in."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.access.viewer import Viewer
from server.models.registers import RegisterFile
from server.notices.notice import NEW_REGISTER, Notice
from server.registers.published import PUBLISHED
from sync.registers import Registers

RECENT = timedelta(days=30)
"""For how long a register is new."""


def of_registers(session: Session, viewer: Viewer, registers: Registers, now: datetime) -> list[Notice]:
    """The registers whose first version was published on this server lately, and which the viewer fills in."""
    query = (
        select(RegisterFile.key, func.min(RegisterFile.version), func.min(RegisterFile.at))
        .where(RegisterFile.state == PUBLISHED)
        .group_by(RegisterFile.key)
        .having(func.min(RegisterFile.at) >= now - RECENT)
    )
    roles = {grant.role for grant in viewer.grants}
    return [
        Notice(id=f"{NEW_REGISTER}:{key}", kind=NEW_REGISTER, at=at, register=key)
        for key, version, at in session.execute(query)
        if version == 1 and (register := registers.latest(key)) and not roles.isdisjoint(register.by)
    ]
