/// <reference types="node" />
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

type Words = Record<string, string>
const read = (name: string): Words =>
  JSON.parse(readFileSync(new URL(`../src/text/${name}.json`, import.meta.url), 'utf8'))
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join()

/** The words of the app and those of the desk, which are loaded apart. */
const PLACES = ['', 'desk/']

/** Keys that one language lacks, and keys whose arguments differ. English may add `<key>_one`. */
export function gaps(vi: Words, en: Words): string[] {
  const missing = [
    ...Object.keys(vi)
      .filter((key) => !(key in en))
      .map((key) => `en.json lacks ${key}`),
    ...Object.keys(en)
      .filter((key) => !(key.replace(/_one$/, '') in vi))
      .map((key) => `vi.json lacks ${key}`),
    ...Object.entries({ ...vi, ...en })
      .filter(([, text]) => !text.trim())
      .map(([key]) => `${key} is empty`),
  ]
  const other = Object.keys(vi).filter((key) => key in en && holes(vi[key] ?? '') !== holes(en[key] ?? ''))
  return [...missing, ...other.map((key) => `${key} takes other arguments in en.json`)]
}

/** The gaps of all words that there are, each with the folder that it is in. */
export const allGaps = () =>
  PLACES.flatMap((place) => gaps(read(`${place}vi`), read(`${place}en`)).map((gap) => place + gap))

/** Fails the build where a word of the app has not been written in both languages. */
export const texts = (): Plugin => ({
  name: 'lantoa-texts',
  buildStart() {
    const found = allGaps()
    if (found.length) this.error(found.join('\n'))
  },
})
