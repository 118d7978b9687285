import type { Source } from '../../api/sources'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { TITLES, titles } from '../../forms/answerText'
import { putDraft } from '../../forms/drafts'
import { startNew, unitFor } from '../../forms/start'
import { pathOf, registerOfForm, unfinished } from '../../forms/unfinished'
import { atHand } from '../../records/catalog'
import { list } from '../../records/records'

/** The field by which records of a register name the one, of any unit, that they replicate; undefined without one. */
export const alongOf = ({ key, fields }: Register) => fields.find(({ to, across }) => to === key && across)

/** The registers in which this account may register that its school replicates another's record. */
export const replicable = (): Register[] =>
  (atHand()?.registers ?? []).filter((register) => alongOf(register) && unitFor(register))

/** What a register's record starts with that replicates a source: how that is classified, its title, and where it comes from. */
export function filledIn(register: Register, source: Source): Json {
  const title = register.list?.title
  return { ...source.data, ...(title && { [title]: source.title }), [alongOf(register)?.name ?? '']: source.id }
}

/** The id of this school's own record that replicates a source, drafts too; undefined if there is none. */
export async function replicated(register: Register, source: Source): Promise<string | undefined> {
  const own = await list({ registers: [register.key], unit: unitFor(register) ?? '' })
  const along = alongOf(register)?.name ?? ''
  return own.find(({ status, data }) => status !== 'deleted' && data[along] === source.id)?.id
}

const MOST = 50 // titles that are kept, the last ones

/** Keeps what a source is called: the form and the record name where they come from, also without a network. */
function keepTitle({ id, title, unit_name }: Source): void {
  const called = `${title} (${unit_name})`
  titles.set(id, called)
  try {
    const before: [string, string][] = JSON.parse(localStorage.getItem(TITLES) ?? '[]')
    const kept = [...before.filter(([other]) => other !== id), [id, called]].slice(-MOST)
    localStorage.setItem(TITLES, JSON.stringify(kept))
  } catch {
    // Then the form says that it is another record, once the page has been loaded again.
  }
}

/**
 * Begins the draft of a record that replicates a source, unless one is begun already; gives the address of its form.
 * Rejects with StorageFailed.
 */
export async function takeUp(register: Register, source: Source): Promise<string | undefined> {
  keepTitle(source)
  const along = alongOf(register)?.name ?? ''
  const begun = (await unfinished()).find((one) => registerOfForm(one) === register && one.values[along] === source.id)
  if (begun) return pathOf(begun)
  const start = startNew(register)
  if (!start) return undefined
  await putDraft(start.key, {
    ...start,
    values: { ...start.values, ...filledIn(register, source) },
    at: new Date().toISOString(),
  })
  return pathOf(start)
}
