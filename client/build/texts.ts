/// <reference types="node" />
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

type Words = Record<string, string>
const read = (name: string): Words =>
  JSON.parse(readFileSync(new URL(`../src/text/${name}.json`, import.meta.url), 'utf8'))
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join()

/** Keys that one language lacks, and keys whose arguments differ. English may add `<key>_one`. */
export function gaps(vi: Words = read('vi'), en: Words = read('en')): string[] {
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

/** Fails the build where a word of the app has not been written in both languages. */
export const texts = (): Plugin => ({
  name: 'lantoa-texts',
  buildStart() {
    const found = gaps()
    if (found.length) this.error(found.join('\n'))
  },
})
