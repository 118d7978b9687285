import { rev } from '../core/overlay'
import type { Copy, Shown, Summary } from '../core/types/record'
import { WordIndex } from '../core/wordIndex'
import { register } from './catalog'
import { textOf } from './titles'

const WIDTH = 9 // of a row of `Packed`
const SLICE = 50 // records whose words are taken into the index before taps are answered

/** Summaries as they are stored: a list of each, and `rows` with WIDTH numbers for each record. */
export interface Packed {
  words: string
  ids: string
  codes: string[]
  texts: (string | null)[]
  rows: number[]
}

/**
 * A summary of each record on this phone, with the index of their words: what lists are chosen, counted and searched by
 * without reading a record.
 */
export class Summaries {
  readonly words: WordIndex
  private readonly of = new Map<string, Summary>()
  private readonly texts = new Map<string, string>()
  private order: Summary[] | null = null
  /** Records whose words are not in the index yet. */
  private readonly waiting = new Map<string, Copy>()

  /** `edition`: of the copies of which they are (see Progress); NaN where that is not known. */
  constructor(
    public edition: number,
    packed?: Packed,
  ) {
    this.words = new WordIndex(packed?.words.split('\n'))
    for (const one of packed ? unpacked(packed) : []) this.of.set(one.id, one)
    for (const text of packed?.texts ?? []) if (text !== null) this.once(text)
  }

  /** All of them: first those with unsettled mutations, then the others, each the last changed first. */
  sorted(): Summary[] {
    this.order ??= [...this.of.values()].sort((a, b) => Math.sign(b.pending) - Math.sign(a.pending) || b.rev - a.rev)
    return this.order
  }

  put(shown: Shown): void {
    const { id, pending, refused, conflicts, data, version } = shown
    const from = register(shown.form)?.period_from
    this.of.set(id, {
      id,
      form: this.once(shown.form),
      author: this.once(shown.author),
      unit: this.once(shown.unit),
      period: this.once(shown.period),
      status: this.once(shown.status),
      day: this.once(String((from && data[from]) || '')),
      pending,
      rev: rev(version),
      calls: refused.length > 0 || Object.keys(conflicts ?? {}).length > 0,
      words: '',
    })
    this.waiting.set(id, shown)
    this.order = null
  }

  /**
   * Takes into the index of words what is not in it yet, when the browser has nothing else to do; with `now`, as a search
   * waits, as soon as taps are answered.
   */
  async index(now = false): Promise<void> {
    const slice = now ? 4 * SLICE : SLICE
    let left = !now && this.waiting.size > SLICE ? 1 : slice
    for (const [id, copy] of this.waiting) {
      const one = this.of.get(id)
      if (one) one.words = this.words.codes(textOf(copy))
      this.waiting.delete(id)
      if (--left) continue
      left = slice
      await (now ? new Promise((rested) => setTimeout(rested)) : idle())
    }
    this.words.rest()
  }

  drop(id: string): void {
    this.of.delete(id)
    this.waiting.delete(id)
    this.order = null
  }

  /** Ids of those that are made of more than their copies. */
  unsettled = (): string[] => this.sorted().flatMap(({ id, pending, calls }) => (pending || calls ? [id] : []))

  packed(): Packed {
    const all = [...this.of.values()]
    const numbers = new Map<string | null, number>()
    const number = (text: string | null) => {
      const known = numbers.get(text) ?? numbers.size
      numbers.set(text, known)
      return known
    }
    return {
      words: this.words.words.join('\n'),
      ids: all.map(({ id }) => id).join('\n'),
      codes: all.map(({ words }) => words),
      rows: all.flatMap(({ form, author, unit, period, status, day, pending, rev, calls }) => [
        ...[form, author, unit, period, status, day].map(number),
        pending,
        rev,
        Number(calls),
      ]),
      texts: [...numbers.keys()],
    }
  }

  /** The text itself, the same one for all that are equal: each record that is read has brought its own. */
  private once<T extends string | null>(text: T): T {
    if (text === null) return text
    const known = this.texts.get(text) as T | undefined
    if (known === undefined) this.texts.set(text, text)
    return known ?? text
  }
}

/** Resolves when the browser has nothing else to do, but soon. */
const idle = () =>
  new Promise<void>((begin) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => begin(), { timeout: 100 })
    else setTimeout(begin)
  })

function unpacked({ ids, codes, texts, rows }: Packed): Summary[] {
  return ids.split('\n').map((id, n) => {
    const at = n * WIDTH
    const text = (column: number) => texts[rows[at + column] as number] as string
    return {
      id,
      form: text(0),
      author: text(1),
      unit: text(2),
      period: text(3),
      status: text(4),
      day: text(5),
      pending: rows[at + 6] as number,
      rev: rows[at + 7] as number,
      calls: !!rows[at + 8],
      words: codes[n] as string,
    }
  })
}
