/** Summaries as they are stored, and as they are held where the app has started with them. */

import type { Words } from '../core/postings'
import type { Call, Summary } from '../core/types/record'

/** Members of a summary that are the same in many, in the order of a row of `Packed`; after them come two numbers. */
const NAMES = ['form', 'author', 'unit', 'period', 'status', 'calls', 'day'] as const
const WIDTH = NAMES.length + 2
const LINE = 10 // the byte of a line feed

/** A list of each member; words are found by the place. `rows` with WIDTH numbers for each record, of which the first are places in `texts`. */
export interface Packed {
  ids: string
  /** Titles in UTF-8, each ended by a line feed: half the room of as many texts, and few of them are ever shown. */
  titles: Uint8Array
  texts: (string | null)[]
  rows: number[]
}

export function packed(all: Summary[]): Packed {
  const numbers = new Map<string | null, number>()
  const number = (text: string | null) => {
    const known = numbers.get(text) ?? numbers.size
    numbers.set(text, known)
    return known
  }
  const titles = all.map(({ title }) => `${title.replace(/\s+/g, ' ')}\n`)
  return {
    ids: all.map(({ id }) => id).join('\n'),
    titles: new TextEncoder().encode(titles.join('')),
    rows: all.flatMap((one) => [...NAMES.map((name) => number(one[name])), one.pending, one.rev]),
    texts: [...numbers.keys()],
  }
}

export function unpacked({ ids, titles, texts, rows }: Packed): Summary[] {
  let begins = 0
  return ids.split('\n').map((id, n) => {
    const at = n * WIDTH
    const text = (column: number) => texts[rows[at + column] as number] as string
    const one = new Stored(titles, begins, id, text, rows[at + 7] as number, rows[at + 8] as number, n)
    begins = titles.indexOf(LINE, begins) + 1
    return one
  })
}

const decoder = new TextDecoder()

/** A summary that decodes its title when it is asked for it. */
class Stored implements Summary {
  readonly form: string
  readonly author: string
  readonly unit: string
  readonly period: string
  readonly status: string
  readonly calls: Call
  readonly day: string

  constructor(
    private readonly titles: Uint8Array,
    private readonly begins: number,
    readonly id: string,
    text: (column: number) => string,
    readonly pending: number,
    readonly rev: number,
    public words: Words,
  ) {
    this.form = text(0)
    this.author = text(1)
    this.unit = text(2)
    this.period = text(3)
    this.status = text(4)
    this.calls = text(5) as Call
    this.day = text(6)
  }

  get title(): string {
    return decoder.decode(this.titles.subarray(this.begins, this.titles.indexOf(LINE, this.begins)))
  }
}
