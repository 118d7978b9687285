/** The forms on this phone that were begun and neither saved nor deleted: each is a draft of its own. */

import { who } from '../account/who'
import type { Register } from '../core/types/register'
import { holdInTab } from '../platform/hold'
import { register as registerOf } from '../records/catalog'
import { allDrafts, getDraft } from '../store/drafts'
import { type Start, startEdit, startNew } from './start'

const RELOAD = 1_500 // milliseconds that a page which is loaded again waits for its form

/** Every unfinished form of the account in use, the last typed in first; those for practice are not among them. */
export async function unfinished(): Promise<Start[]> {
  const found = (await allDrafts()).filter(
    (one): one is Start & { at: string } => !!one.values && !!one.at && !!one.form,
  )
  return found.filter(({ key }) => !key.startsWith('practice')).sort((one, other) => (one.at < other.at ? 1 : -1))
}

const registerKey = ({ form }: Pick<Start, 'form'>) => form.split('@')[0]

/** The address at which an unfinished form is open. */
export function pathOf({ key, form, record }: Start): string {
  const query = new URLSearchParams(record ? {} : { bieu: registerKey({ form }) ?? '' })
  query.set('ban', key)
  return `/ghi${record ? `/${record}` : ''}?${query}`
}

/** A form that this tab has open: no other tab writes its draft until `release` is called. */
export interface OpenForm {
  start: Start
  release: () => void
}

/**
 * Opens a form for this tab: of the draft `key`; else the last unfinished one of the record `id`, or of a new record of
 * the register, that no other tab has open; else a fresh one. `fresh`: no unfinished one. Null if nothing can be written.
 */
export async function openForm(register: Register, id: string, key: string | null, fresh: boolean) {
  const named = key && !fresh ? await taken(key, RELOAD) : null
  if (named) {
    const kept = (await getDraft(key as string)) as Start | null
    const start = kept?.values ? current(kept, register) : await begun(register, id, key as string)
    return start && { start, release: named }
  }
  const of = (start: Start) => (id ? start.record === id : !start.record && registerKey(start) === register.key)
  for (const start of fresh || key ? [] : (await unfinished()).filter(of)) {
    const release = await taken(start.key)
    if (release) return { start: current(start, register), release }
  }
  const start = await begun(register, id)
  const release = start && (await taken(start.key))
  return start && release ? { start, release } : null
}

/** Takes the form of the draft `key` for this tab, as `holdInTab` does. */
export const taken = (key: string, patience?: number) => holdInTab(`draft-${who().id}-${key}`, patience)

const begun = (register: Register, id: string, key?: string) => (id ? startEdit(id, key) : startNew(register, key))

/** A draft of a new record is finished in the version of its register that there is now. */
const current = (start: Start, register: Register): Start =>
  start.record ? start : { ...start, form: `${register.key}@${register.version}` }

/** The register of an unfinished form, if this account still has it. */
export const registerOfForm = (start: Start) => registerOf(start.form)
