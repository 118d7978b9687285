import { rev } from '../core/overlay'
import type { Copy, Shown, Summary } from '../core/types/record'
import { type Stored, WordIndex } from '../core/wordIndex'
import { lineOf } from './lines'
import { type Packed, packed, unpacked } from './packed'
import { textOf } from './titles'

const SLICE = 50 // records whose words are taken into the index before taps are answered

/** What is stored: the summaries, and their words, each found by its summary's place. */
export type Kept = Packed & { index: Stored }

/**
 * A summary of each record on this phone, with the index of their words: what lists are chosen, counted, searched and
 * drawn by without reading a record.
 */
export class Summaries {
  readonly words: WordIndex
  private readonly of = new Map<string, Summary>()
  private readonly texts = new Map<string, string>()
  private order: Summary[] = []
  private sound = false // whether `order` is in order
  /** Records whose words are not in the index yet. */
  private readonly waiting = new Map<string, Copy>()

  /** `edition`: of the copies of which they are (see Progress); NaN where that is not known. */
  constructor(
    public edition: number,
    kept?: Kept,
  ) {
    this.words = new WordIndex(kept?.index)
    this.order = kept ? unpacked(kept) : []
    for (const one of this.order) this.of.set(one.id, one)
    for (const text of kept?.texts ?? []) if (text !== null) this.once(text)
  }

  /** All of them: first those with unsettled mutations, then the others, each the last changed first. */
  sorted(): Summary[] {
    // What was in order before is so again at once.
    if (!this.sound) this.order.sort((a, b) => Math.sign(b.pending) - Math.sign(a.pending) || b.rev - a.rev)
    this.sound = true
    return this.order
  }

  put(shown: Shown): void {
    const { id, form, author, unit, period, status, calls, day, pending, title } = lineOf(shown)
    const summary: Summary = {
      id,
      form: this.once(form),
      author: this.once(author),
      unit: this.once(unit),
      period: this.once(period),
      status: this.once(status),
      calls: this.once(calls),
      day: this.once(day),
      pending,
      rev: rev(shown.version),
      title,
      words: [],
    }
    this.drop(id)
    this.of.set(id, summary)
    this.order.push(summary)
    this.waiting.set(id, shown)
    this.sound = false
  }

  /** Whether the words of all records are in the index. */
  get indexed(): boolean {
    return !this.waiting.size
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
      if (one) one.words = this.words.wordsOf(textOf(copy))
      this.waiting.delete(id)
      if (--left) continue
      left = slice
      await (now ? new Promise((rested) => setTimeout(rested)) : idle())
    }
    this.words.rest()
  }

  drop(id: string): void {
    const was = this.of.get(id)
    if (was) this.order.splice(this.order.indexOf(was), 1)
    this.of.delete(id)
    this.waiting.delete(id)
  }

  /** Ids of those that are made of more than their copies. */
  unsettled = (): string[] => this.sorted().flatMap(({ id, pending, calls }) => (pending || calls ? [id] : []))

  packed(): Kept {
    const all = this.sorted()
    const index = this.words.stored(all.map(({ words }) => words))
    all.forEach((one, place) => {
      one.words = place
    })
    return { index, ...packed(all) }
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
