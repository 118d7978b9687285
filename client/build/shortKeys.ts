/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

type Texts = Record<string, string>
const SRC = new URL('../src/', import.meta.url).pathname
const VI = `${SRC}text/vi.json`
const ENGLISH = '\0english'
const KEY = /(['"`])([a-z]+\.[a-z_]+)\1/g

const read = (name: string): Texts => JSON.parse(readFileSync(`${SRC}text/${name}.json`, 'utf8'))

/** The groups of texts whose keys are put together as the app runs: they keep their names. */
function spelled(): Set<string> {
  const code = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const made = code.flatMap((name) => [...readFileSync(SRC + name, 'utf8').matchAll(/`([a-z]+)\.\$\{/g)])
  return new Set(made.map(([, group]) => group ?? ''))
}

/** Two letters for each key: they stand in the texts and wherever one is used, and cost a phone a kilobyte. */
function shortened(vi: Texts): Map<string, string> {
  const kept = spelled()
  const plain = Object.keys(vi).filter((key) => !kept.has(key.split('.')[0] ?? ''))
  return new Map(plain.map((key, at) => [key, (at + 360).toString(36)]))
}

/** Makes the app's texts lighter on the wire: short keys, and English without any, in the order of the Vietnamese. */
export function shortKeys(): Plugin {
  const [vi, en] = [read('vi'), read('en')]
  const short = shortened(vi)
  const named = (key: string) => short.get(key) ?? key
  return {
    name: 'lantoa-short-keys',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, from) => (source === './en.json' && from === `${SRC}text/text.ts` ? ENGLISH : null),
    load(id) {
      if (id !== ENGLISH) return null
      const texts = JSON.stringify(Object.keys(vi).map((key) => en[key]))
      const ones = Object.keys(en).filter((key) => !(key in vi))
      const one = JSON.stringify(Object.fromEntries(ones.map((key) => [`${named(key.slice(0, -4))}_one`, en[key]])))
      return `import vi from ${JSON.stringify(VI)}
const texts = JSON.parse(${JSON.stringify(texts)})
export default Object.assign(${one}, ...Object.keys(vi).map((key, at) => ({ [key]: texts[at] })))`
    },
    transform(code, id) {
      if (id === VI)
        return JSON.stringify(Object.fromEntries(Object.entries(vi).map(([key, text]) => [named(key), text])))
      if (!id.startsWith(SRC) || !/\.tsx?$/.test(id)) return null
      return code.replace(KEY, (whole, quote, key) => (short.has(key) ? quote + short.get(key) + quote : whole))
    },
  }
}
