import { MOST_PHOTOS } from '../../../core/photos'
import type { Photo } from '../../../core/types/photo'
import type { Field, Register } from '../../../core/types/register'
import { atHand } from '../../../records/catalog'
import { dropShared, type Shared } from '../../../records/shared'
import { putDraft } from '../../drafts'
import { type Start, unitFor } from '../../start'
import { openForm, pathOf, registerOfForm, taken, unfinished } from '../../unfinished'
import { take, type Unkept } from '../take'

/** The field of a register into which shared pictures go: its first of photos, one that always stands there if there is one. */
export const photoField = ({ fields }: Pick<Register, 'fields'>): Field | undefined => {
  const all = fields.filter(({ type, retired }) => type === 'photos' && !retired)
  return all.find(({ when }) => !when) ?? all[0]
}

/** The registers of which this account may begin a record with photos. */
export const withPhotos = (registers: Register[] = atHand()?.registers ?? []): Register[] =>
  registers.filter((register) => photoField(register) && unitFor(register))

/** The unfinished forms that take photos and that no tab has open. */
export async function openToPhotos(): Promise<Start[]> {
  const found = (await unfinished()).filter((one) => {
    const register = registerOfForm(one)
    return register && photoField(register)
  })
  const free = await Promise.all(found.map(({ key }) => isFree(key)))
  return found.filter((_, at) => free[at])
}

const LEFT = 1_500 // milliseconds for which a page that is being left may have its form yet

async function isFree(key: string): Promise<boolean> {
  const release = await taken(key, LEFT)
  release?.()
  return !!release
}

/** What became of pictures that were put into a form: its address, and why some are not in it. */
export interface Put {
  path: string
  unkept: { why: Unkept; name: string }[]
  /** How many there was no place for. */
  left: number
}

/**
 * Shrinks shared pictures and puts them into the draft of a form, as if they had been chosen there; each is deleted once
 * the draft that names it is on disk. `begun`: the draft, or undefined for a new record of the register; where another tab
 * has it open by now, they go into a new one.
 */
export async function putInto(
  register: Register,
  begun: Start | undefined,
  shared: Shared[],
  step: (n: number, of: number) => void,
): Promise<Put | null> {
  const field = photoField(register)?.name
  const open = field && (await openForm(register, begun?.record ?? '', begun?.key ?? null, !begun))
  if (!open) return null
  try {
    return await putAll(open.start, field, shared, step)
  } finally {
    open.release()
  }
}

async function putAll(
  start: Start,
  field: string,
  shared: Shared[],
  step: (n: number, of: number) => void,
): Promise<Put> {
  const photos: Photo[] = [...(start.values[field] ?? [])]
  const fit = shared.slice(0, MOST_PHOTOS - photos.length)
  const put: Put = { path: pathOf(start), unkept: [], left: shared.length - fit.length }
  for (const [at, { key, name, file }] of fit.entries()) {
    step(at + 1, fit.length)
    const made = await take(file, { draft: start.key, field })
    if (typeof made === 'string') {
      put.unkept.push({ why: made, name })
      continue
    }
    if (!photos.some(({ sha256 }) => sha256 === made.sha256)) photos.push(made)
    const values = { ...start.values, [field]: [...photos] }
    await putDraft(start.key, { ...start, values, at: new Date().toISOString() })
    await dropShared([key])
  }
  return put
}
