"""What answers hold that no wing has a shape for: mostly the one member in which a list stands.

``answer_schema`` makes their schemas of these.
"""

from typing import TypedDict

from server.bundles.drafts import Waiting as WaitingDraft
from server.bundles.inbox import Waiting as WaitingBundle
from server.exports.orders import JobEntry
from server.exports.word.templates import TemplateEntry
from server.figures.explore.views import ViewEntry
from server.figures.monthly_reports import MonthlyUnit
from server.figures.reminders import DueCounts, DueUnits
from server.figures.snapshot_content import SnapshotContent
from server.figures.snapshot_differences import Difference
from server.figures.snapshots import SnapshotHead
from server.log.quarantine_list import ItemList, OwnItem
from server.periods.school_years import SchoolYear
from server.records.review import SeenVersion
from server.registers.register_list import ListedRegister
from server.registers.xlsform.missing import Missing
from sync.protocol.outcome import Outcome


class Bundles(TypedDict):
    """Files that wait for a leader, the oldest first."""

    bundles: list[WaitingBundle]


class Outcomes(TypedDict):
    """What became of each mutation, by its id."""

    outcomes: dict[str, Outcome]


class BundledDrafts(TypedDict):
    """Drafts that files have brought for this phone."""

    drafts: list[WaitingDraft]


class Closed(TypedDict):
    """A register's period that is closed for a unit: since when, by whom (a name), and with which snapshot."""

    register: str
    period: str
    unit: str
    unit_name: str
    at: str
    by: str
    snapshot: str | None


class Closings(TypedDict):
    """Closed periods, the last closed first."""

    closings: list[Closed]


class Dues(TypedDict):
    """Deadlines with how many have reported."""

    dues: list[DueCounts]


class DueUnitsWithFile(DueUnits):
    """Who has reported a register in a period and who has not; ``file``: the name of the workbook of these."""

    file: str


class Reminded(TypedDict):
    """The ids of the units that were reminded."""

    units: list[str]


class Made(TypedDict):
    """The id of what was made."""

    id: str


class Exports(TypedDict):
    """Files that somebody ordered, the last first."""

    exports: list[JobEntry]


class MonthlyReports(TypedDict):
    """The units in whose name one signs, with their monthly reports."""

    units: list[MonthlyUnit]


class QuarantinePage(ItemList):
    """Items of the quarantine; ``files``: how many files of ended sessions wait, too."""

    files: int


class OwnItems(TypedDict):
    """What became of one's own work that a unit could not take, the last first."""

    items: list[OwnItem]


class ListedRegisters(TypedDict):
    """Every register and every draft, by title."""

    registers: list[ListedRegister]


class StillMissing(TypedDict):
    """What a workbook lacks and somebody is to say, and what was left out of it or filled in."""

    missing: Missing
    remarks: list[dict[str, object]]


class Published(TypedDict):
    """The register and version that was published."""

    key: str
    version: int


class Assigned(TypedDict):
    """The ids of the records that were assigned."""

    records: list[str]


class Seen(TypedDict):
    """The version of a record that the caller has seen last, as is noted now; None if it is no version of it."""

    seen: SeenVersion | None


class SchoolYears(TypedDict):
    """School years that have not ended, the earliest first."""

    years: list[SchoolYear]


class BegunFactor(TypedDict):
    """A secret for an authenticator app: by hand (``secret``, base32), or as the ``uri`` of a QR code."""

    secret: str
    uri: str


class RecoveryCodes(TypedDict):
    """Recovery codes: here and never again."""

    recovery_codes: list[str]


class Snapshots(TypedDict):
    """Signed reports without their content, the newest first."""

    snapshots: list[SnapshotHead]


class WholeSnapshot(SnapshotHead):
    """A signed report with its content."""

    content: SnapshotContent


class Differences(TypedDict):
    """The figures of a signed report that are no longer what they were."""

    frozen_at: str
    as_of: str
    differences: list[Difference]


class Templates(TypedDict):
    """All templates of the report that there ever were, and the variables that one may name."""

    templates: list[TemplateEntry]
    variables: list[str]


class Views(TypedDict):
    """Saved tables, by name."""

    views: list[ViewEntry]
