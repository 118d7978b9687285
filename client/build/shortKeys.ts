/// <reference types="node" />
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

type Texts = Record<string, string>
const SRC = new URL('../src/', import.meta.url).pathname
const VI = `${SRC}text/vi.json`
const ENGLISH = '\0english'
const OTHERS = '\0others'
const KEY = /(['"`])([a-z]+\.[a-z_]+)\1/g
const SPELLED = /`([a-z]+)\.\$\{/g

const read = (name: string): Texts => JSON.parse(readFileSync(`${SRC}text/${name}.json`, 'utf8'))

/** The groups of texts whose keys are put together as the app runs: they keep their names. */
function spelled(): Set<string> {
  const code = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const made = code.flatMap((name) => [...readFileSync(SRC + name, 'utf8').matchAll(SPELLED)])
  return new Set(made.map(([, group]) => group ?? ''))
}

/** Two letters for each key: they stand in the texts and wherever one is used, and cost a phone a kilobyte. */
function shortened(vi: Texts): Map<string, string> {
  const kept = spelled()
  const all = Object.keys(vi).map((key, at): [string, string] => [key, two(at)])
  return new Map(all.filter(([key]) => !kept.has(key.split('.')[0] ?? '')))
}

const two = (at: number) => (at + 360).toString(36)

/** The keys that the sign-in page may use: those named in the modules that come with it. */
function ofTheDoor(vi: Texts): Set<string> {
  const modules = cameWith('main')
  const named = modules.flatMap((code) => [...code.matchAll(KEY)].map(([, , key]) => key ?? ''))
  const groups = modules.flatMap((code) => [...code.matchAll(SPELLED)].map(([, group]) => group ?? ''))
  return new Set([...named, ...Object.keys(vi).filter((key) => groups.includes(key.split('.')[0] ?? ''))])
}

/** The code of a module and of all that it imports at once, and so on. */
export function cameWith(module: string): string[] {
  const found = new Map<string, string>()
  const todo = [SRC + module]
  for (let name = todo.pop(); name; name = todo.pop()) {
    const file = [`${name}.ts`, `${name}.tsx`].find(existsSync)
    if (!file || found.has(name)) continue
    const code = readFileSync(file, 'utf8')
    found.set(name, code)
    for (const [, other] of code.matchAll(/^(?!import type)(?:import|export|}).*?from '(\..*)'$/gm))
      todo.push(resolve(name, '..', other ?? ''))
  }
  return [...found.values()]
}

/** English without keys, in the order of the Vietnamese; names that are kept, and singulars, stand beside it. */
function english(vi: Texts, en: Texts, named: (key: string) => string): string {
  const keys = Object.keys(vi)
  const kept = Object.fromEntries(keys.map((key, at) => [at, key]).filter(([, key]) => named(String(key)) === key))
  const ones = Object.keys(en).filter((key) => !(key in vi))
  const one = Object.fromEntries(ones.map((key) => [`${named(key.slice(0, -4))}_one`, en[key]]))
  const texts = JSON.stringify(keys.map((key) => en[key]))
  return `const kept = ${JSON.stringify(kept)}
const texts = JSON.parse(${JSON.stringify(texts)})
export default Object.assign(${JSON.stringify(one)}, ...texts.map((text, at) =>
  ({ [kept[at] || (at + 360).toString(36)]: text })))`
}

/**
 * Makes the app's texts lighter on the wire: short keys, English without any, and of the Vietnamese only what the
 * sign-in page uses comes with it; the others come with the app.
 */
export function shortKeys(): Plugin {
  const [vi, en] = [read('vi'), read('en')]
  const short = shortened(vi)
  const first = ofTheDoor(vi)
  const named = (key: string) => short.get(key) ?? key
  const part = (early: boolean) => {
    const texts = Object.entries(vi).filter(([key]) => first.has(key) === early)
    return JSON.stringify(Object.fromEntries(texts.map(([key, text]) => [named(key), text])))
  }
  return {
    name: 'lantoa-short-keys',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, from) {
      if (source === './en.json' && from === `${SRC}text/english.ts`) return ENGLISH
      return source === './vi.json' && from === `${SRC}text/whole.ts` ? OTHERS : null
    },
    load(id) {
      if (id === OTHERS) return `export default JSON.parse(${JSON.stringify(part(false))})`
      return id === ENGLISH ? english(vi, en, named) : null
    },
    transform(code, id) {
      if (id === VI) return part(true)
      if (!id.startsWith(SRC) || !/\.tsx?$/.test(id)) return null
      return code.replace(KEY, (whole, quote, key) => (short.has(key) ? quote + short.get(key) + quote : whole))
    },
  }
}
