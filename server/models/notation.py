"""How files write numbers, days and names, as the department has chosen."""

from sqlalchemy.orm import Mapped, mapped_column

from server.platform.database import Model


class ReportNotation(Model):
    """One row, or none where nothing was chosen; its values are those of ``exports.notation.CHOICES``."""

    id: Mapped[int] = mapped_column(primary_key=True)
    marks: Mapped[str]
    decimals: Mapped[int]
    zero: Mapped[str]
    missing: Mapped[str]
    schools: Mapped[str]
    places: Mapped[str]
    days: Mapped[str]
    signer: Mapped[str]
