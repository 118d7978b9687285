"""A mutation has at most one effect, however often and however concurrently it is sent."""

from collections.abc import Iterator

from sync.protocol.canonical import canonical

from .model import full
from .schedule import Run


def check(run: Run) -> Iterator[str]:
    applied = [entry for entry in run.log if entry.rev]
    if [entry.rev for entry in applied] != [*range(1, len(applied) + 1)]:
        yield f"revs are {[entry.rev for entry in applied]}"
    for entry in applied:
        if entry.outcome["version"] != f"{entry.rev}.{entry.chain}":
            yield f"{entry.outcome} was answered for rev {entry.rev}.{entry.chain}"
    ids = [(entry.person, entry.mutation["id"]) for entry in run.log]
    if len(set(ids)) < len(ids):
        yield f"ids stand in the log twice: {ids}"
    yield from _answers_agree(run)
    yield from _records_are_what_the_log_makes(run)


def _answers_agree(run: Run) -> Iterator[str]:
    """Whoever asks again hears the same again, until a backup is put back."""
    first: dict[tuple[str, bytes], tuple] = {}
    for account, body, answer in run.exchanges:
        if not account:
            first.clear()
        for mutation in body.get("mutations", ()):
            outcome = answer.get("outcomes", {}).get(mutation["id"])
            if outcome is None or "wait" in outcome:  # nothing was said of it yet
                continue
            outcome_now = outcome.get("version"), outcome.get("refused", {}).get("code"), outcome.get("conflicts")
            if first.setdefault((account, canonical(mutation)), outcome_now) != outcome_now:
                yield f"{mutation['id']}: {outcome_now} after {first[account, canonical(mutation)]}"


def _records_are_what_the_log_makes(run: Run) -> Iterator[str]:
    if run.rows.keys() != run.model.records.keys():
        yield f"records {sorted(run.rows)} are not those of the log, {sorted(run.model.records)}"
        return
    for id, made in run.model.records.items():
        row = full(run.rows[id].shown)
        wanted = {"author": made.author, "status": made.status, "data": made.data, "conflicts": made.conflicts}
        wanted["thread"] = made.thread
        found = {name: row[name] for name in wanted}
        if found != wanted or int(row["version"].split(".")[0]) != made.rev:
            yield f"{id} is {found} at {row['version']}, but the log makes {wanted} at {made.rev}"


def test_exactly_once(faults):
    assert not faults("exactly_once")
