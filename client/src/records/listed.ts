/** A list that somebody searches in, of summaries in memory. */

import type { Summary } from '../core/types/record'
import { partsOf } from '../core/wordIndex'
import type { Summaries } from './summaries'

/** What was found for a query, by its parts as one text. */
interface Step {
  parts: string
  found: Summary[]
}

/**
 * The records of a list, searched while a query is typed: each letter looks among what was found before it, and what it
 * takes back is still there.
 */
export class Listed {
  private readonly steps: [Step, ...Step[]]

  /** `of`: the records of the list, which are among `all`. */
  constructor(
    private readonly all: Summaries,
    of: Summary[],
  ) {
    this.steps = [{ parts: '', found: of }]
  }

  /** Those that a search for `q` finds, in the order of the list; undefined where words have to be waited for. */
  now(q: string): Summary[] | undefined {
    const parts = partsOf(q)
    const text = parts.join(' ')
    if (!text) return this.steps[0].found
    if (!this.all.indexed) return undefined
    while (!text.startsWith(this.last.parts)) this.steps.pop()
    const { last } = this
    if (last.parts === text) return last.found
    // The others were looked for before: the last of them has become longer, or another one has come.
    const before = last.parts.split(' ')
    const finds = this.all.words.finder(parts.filter((part) => !before.includes(part)))
    const found = last.found.filter(({ words }) => finds(words))
    this.steps.push({ parts: text, found })
    return found
  }

  private get last(): Step {
    return this.steps[this.steps.length - 1] ?? this.steps[0]
  }

  /** Resolves once all words can be searched. */
  async ready(): Promise<void> {
    while (!this.all.indexed) await this.all.index(true)
  }
}
