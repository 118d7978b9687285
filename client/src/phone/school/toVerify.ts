import { unitsAs, who } from '../../account/who'
import type { Shown } from '../../core/types/record'
import { atHand, register } from '../../records/catalog'
import { isLocked } from '../../records/closed'
import { find, whole } from '../../records/find'
import { inConflict } from '../../records/lines'

/** Whether somebody else leads the unit too. If so, a leader may not verify a record of their own. */
function ledByOthers(unit: string): boolean {
  return (atHand()?.people ?? []).some((one) => one.unit === unit && one.role === 'leader' && one.id !== who().id)
}

/**
 * Whether this account may verify a record now: it leads the unit, the register asks for a leader's review, and the
 * record is submitted, sent, without conflict, and neither its own nor submitted by it where somebody else could verify
 * it.
 */
export function verifiable(record: Shown): boolean {
  const leads = unitsAs('leader').includes(record.unit) && !!register(record.form)?.review.includes('leader')
  const own = [record.author, record.submitted_by].includes(who().id) && ledByOthers(record.unit)
  const waits = record.status === 'submitted' && !isLocked(record)
  return leads && !own && waits && !record.local && !inConflict(record)
}

/** The submitted records of the units that this account leads. */
async function submitted(): Promise<Shown[]> {
  const units = unitsAs('leader')
  return whole((await find({ status: ['submitted'] })).filter(({ unit }) => units.includes(unit)))
}

/** Submitted records of the leader's units with a conflict: a value has to be chosen before they can be verified. */
export async function unsettled(): Promise<Shown[]> {
  return (await submitted()).filter(inConflict)
}

/** The records that this account may verify now, the one created first at the head. */
export async function toVerify(): Promise<Shown[]> {
  return (await submitted()).filter(verifiable).sort((one, other) => (one.id < other.id ? -1 : 1))
}
