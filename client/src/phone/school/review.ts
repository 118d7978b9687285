import type { Shown } from '../../core/types/record'
import { trouble } from '../../parts/Trouble'
import { decide, takeBack } from '../../records/decisions'
import { titleOf } from '../../records/titles'
import { language, t } from '../../text/text'

/** What to say of a decision that was saved, with the button that takes it back. */
export interface Saved {
  message: string
  undo: Undo
}
export type Undo = { word: string; run: () => void }

/**
 * Saves one verb on each record, for the version that was on the screen: one that came since is not decided on. Gives
 * the button that takes all of it back, which works for ten seconds. Rejects with NotSaved.
 */
export async function review(
  verb: string,
  records: Shown[],
  more: { text?: string; field?: string } = {},
): Promise<Undo> {
  const seen = records.map((record) => ({
    id: record.id,
    unit: record.unit,
    version: record.pending ? null : record.version,
    about: titleOf(record, language()),
  }))
  const made = await decide(verb, seen, more)
  return { word: t('record.undo'), run: () => void takeBack(made).catch(trouble) }
}
