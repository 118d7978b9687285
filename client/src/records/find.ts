/** Finds records by what is held in memory of them, without reading one. */

import type { Shown, Summary } from '../core/types/record'
import { partsOf } from '../core/wordIndex'
import { me, meNow } from '../store/accounts'
import { announce, listen } from '../store/announcements'
import { atHand, register } from './catalog'
import { summaries, summariesNow } from './heldSummaries'
import { Listed } from './listed'
import { some } from './shown'
import type { Summaries } from './summaries'

/** Which records to list: those that fit all given members; a member that is left out leaves all. */
export interface Filter {
  /** Keys of registers. */
  registers?: string[]
  status?: string[]
  author?: string
  unit?: string
  period?: string
  /** True lists only records with mutations in the outbox. */
  pending?: boolean
  /** Words that must all be found in the record's text, whatever their case and diacritics. */
  q?: string
}

/**
 * Of all records on this phone those that fit the filter: first those with unsettled mutations, then the others, each the
 * last changed first. Left out are records of other people in registers that the account's catalog does not have.
 */
export async function find(filter: Filter = {}): Promise<Summary[]> {
  const account = await me()
  const all = await summaries(account)
  if (filter.q) await all.index(true)
  const named = all.words.finder(partsOf(filter.q ?? ''))
  return chosen(all, account, filter).filter(({ words }) => named(words))
}

/** The list of all records on this phone that `fits` lets through, in the order of `find`, to be searched in. */
export async function listed(fits: (one: Summary) => boolean): Promise<Listed> {
  const account = await me()
  const all = await summaries(account)
  return new Listed(all, chosen(all, account).filter(fits))
}

/** The same without waiting; undefined where that has to be waited for. */
export function listedNow(fits: (one: Summary) => boolean): Listed | undefined {
  const account = meNow()
  const all = account ? summariesNow(account) : undefined
  return account && all ? new Listed(all, chosen(all, account).filter(fits)) : undefined
}

function chosen(all: Summaries, account: string, filter: Filter = {}): Summary[] {
  // What others wrote in a register that this account has nothing to do with is not in its catalog, nor for its lists.
  const known = byForm((form) => !atHand() || !!register(form))
  const { registers } = filter
  const wanted = byForm((form) => !registers || registers.includes(form?.split('@')[0] ?? ''))
  return all
    .sorted()
    .filter(
      (one) => (one.author === account || !one.author || known(one.form)) && wanted(one.form) && fits(one, filter),
    )
}

/** The answer of `test` for each form, each worked out once: many records have few forms. */
function byForm(test: (form: string | null) => boolean): (form: string | null) => boolean {
  const answers = new Map<string | null, boolean>()
  return (form) => {
    let answer = answers.get(form)
    if (answer === undefined) {
      answer = test(form)
      answers.set(form, answer)
    }
    return answer
  }
}

function fits(one: Summary, filter: Filter): boolean {
  return (
    (!filter.status || filter.status.includes(one.status)) &&
    (!filter.author || one.author === filter.author) &&
    (!filter.unit || one.unit === filter.unit) &&
    (!filter.period || one.period === filter.period) &&
    (!filter.pending || one.pending > 0)
  )
}

/** Records that were read last, as lists show the same ones again and again; a changed one is read anew. */
let recent: { account: string; of: Map<string, Shown> } = { account: '', of: new Map() }
const RECENT = 200 // at most
let changes = 0

listen(({ records }) => {
  changes++
  if (!records) recent.of.clear()
  else for (const id of records) recent.of.delete(id)
})

// A page that was kept for *back* has not heard what other tabs changed meanwhile: all that it holds is read anew.
globalThis.window?.addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  me()
    .then((account) => announce({ account, records: null, far: true }))
    .catch(() => {}) // nobody is signed in any more, so nothing is shown
})

/** The records of which these are the summaries, in the same order; one that has gone meanwhile is left out. */
export async function whole(found: Summary[]): Promise<Shown[]> {
  const account = await me()
  if (recent.account !== account) recent = { account, of: new Map() }
  const { of } = recent
  const before = changes
  const missing = found.filter(({ id }) => !of.has(id))
  const touched = new Set(missing.filter(({ pending, calls }) => pending || calls).map(({ id }) => id))
  const read = missing.length
    ? await some(
        account,
        missing.map(({ id }) => id),
        (id) => touched.has(id),
      )
    : []
  const fresh = new Map(read.map((shown) => [shown.id, shown]))
  const records = found.flatMap(({ id }) => of.get(id) ?? fresh.get(id) ?? [])
  // What was read while something changed may be of before.
  if (before !== changes || read.length > RECENT) return records
  if (of.size + read.length > RECENT) of.clear()
  for (const shown of read) of.set(shown.id, shown)
  return records
}
