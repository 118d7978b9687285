import { useEffect, useState } from 'preact/hooks'
import { HOLD } from '../../core/hold'
import type { Json } from '../../core/types/json'
import { useWatched } from '../../parts/live'
import { trouble } from '../../parts/Trouble'
import { register as registerOf } from '../../records/catalog'
import { decide, pending, type Reviewed, takeBack } from '../../records/decisions'
import { titleOf } from '../../records/titles'
import { onMove } from '../../routes/route'
import { type DeskKey, d } from '../../text/desk'
import { number } from '../../text/format'
import { language, t } from '../../text/text'

/**
 * A decision of this person in this tab: ids of its mutations, the sentence that says it (`text`), and the moment
 * `until` which it can be taken back (milliseconds since 1970).
 */
export interface Last {
  ids: string[]
  /** Ids of the records that were decided on. */
  records: string[]
  text: string
  until: number
}

/** Decisions that can still be taken back, the latest last. */
let open: Last[] = []
/** The latest sentence about decisions, and until when it is shown. */
let latest = { text: '', until: 0 }
/** Ids of records that a decision is being saved on. */
const deciding = new Set<string>()
/**
 * Ids of the records decided on since this page was loaded: the queue skips them, also once the server has the
 * decision.
 */
export const decidedHere = new Set<string>()
const heard = new Set<() => void>()

function say(text: string, until: number): void {
  latest = { text, until }
  for (const tell of heard) tell()
}

/** Whether a decision other than a comment was begun on this record, and can still be taken back or is being saved. */
const isDecided = (id: string) => deciding.has(id) || (decidedHere.has(id) && stillOpen().some(holds(id)))
const holds = (id: string) => (one: Last) => one.records.includes(id)
const stillOpen = () => open.filter(({ until }) => until > Date.now())

/** What a decision on a record needs: its id, unit, title, and the version that is on the screen. */
export const asReviewed = (record: Json): Reviewed => ({
  id: record.id,
  unit: record.unit,
  version: record.version,
  about: titleOf(record as Parameters<typeof titleOf>[0], language()) || t('record.untitled'),
})

/**
 * Saves the same decision (`verb`) on these records and offers to undo it; `more` holds its text and the field that
 * that is about. A record that was decided on a moment ago is left out: one press decides once. Resolves with whether
 * something was saved; if that failed, the person is shown so.
 */
export async function decideOn(verb: string, asked: Json[], more: Parameters<typeof decide>[2] = {}) {
  const records = asked.filter(({ id }) => (verb === 'comment' ? !deciding.has(id) : !isDecided(id)))
  if (!records.length) return false
  const about = records.map(({ id }) => id)
  for (const id of about) deciding.add(id)
  try {
    const ids = await decide(verb, records.map(asReviewed), more)
    const title = records[0] ? asReviewed(records[0]).about : ''
    const key: DeskKey = records.length === 1 ? 'queue.decided_one' : 'queue.decided'
    const text = d(key, { verb: d(`done.${verb}` as DeskKey), n: number(records.length), title })
    if (verb !== 'comment') for (const id of about) decidedHere.add(id)
    const until = Date.now() + HOLD
    open = [...stillOpen(), { ids, records: about, text, until }]
    say(text, until)
    return true
  } catch (fault) {
    trouble(Object.assign(fault as Error, { text: more.text ?? '' }))
    return false
  } finally {
    for (const id of about) deciding.delete(id)
  }
}

/**
 * Takes a decision back, without one the latest that still can be, as far as it is unsent, and tells the person whether
 * all of it was. Never rejects.
 */
export async function undo(undone = stillOpen().pop()): Promise<void> {
  if (!undone || !stillOpen().includes(undone)) return
  const { ids, records } = undone
  open = open.filter((one) => one !== undone)
  const back = await takeBack(ids).catch((fault) => trouble(fault))
  if (back === undefined) return
  if (back === ids.length) for (const id of records) decidedHere.delete(id)
  say(d(back === ids.length ? 'queue.undone' : 'queue.undone_late', { n: back }), Date.now() + HOLD)
}

/** For how many more seconds a decision can be taken back. */
export const secondsLeft = ({ until }: Last) => Math.max(0, Math.ceil((until - Date.now()) / 1_000))

/**
 * A hook that gives the sentence about the latest decision (empty after a while), and all decisions that can still be
 * taken back, the latest first. It draws the component again each second.
 */
export function useLast(): { text: string; acts: Last[] } {
  const [, again] = useState(0)
  useEffect(() => {
    const tell = () => again((n) => n + 1)
    heard.add(tell)
    // What was said without a way back is of the screen that is left.
    const stay = onMove(() => stillOpen().length || say('', 0))
    const timer = setInterval(() => latest.text && tell(), 1_000)
    return () => {
      heard.delete(tell)
      stay()
      clearInterval(timer)
    }
  }, [])
  const acts = stillOpen().reverse()
  const text = acts.length || latest.until + HOLD > Date.now() ? latest.text : ''
  return { text, acts }
}

/** A hook that gives this account's decisions that are held back, waiting for the server's answer, or refused. */
export const usePending = () => useWatched(pending, []) ?? []

/** Whether the register of a record asks for no review by the school's leader. */
export const skipsSchool = (record: Json) => !registerOf(record.form)?.review.includes('leader')

/** The role that decides last on a record, "commune" or "department"; undefined if its register is not known. */
export const lastReviewer = (record: Json) => registerOf(record.form)?.review.slice(-1)[0]
