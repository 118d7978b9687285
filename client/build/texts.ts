/// <reference types="node" />
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

type Texts = Record<string, string>
const read = (name: string): Texts =>
  JSON.parse(readFileSync(new URL(`../src/text/${name}.json`, import.meta.url), 'utf8'))
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join()

/**
 * Folders of texts that are loaded apart: the app's own, the desk's, its other screens', those of files that others saved, files, help, notices,
 * passwords, photos, PINs, what stands below a record's answers, taking up, leaders, what few forms have
 * and the page of a year.
 */
const FOLDERS = [
  '',
  'desk/',
  'screens/',
  'bring/',
  'file/',
  'help/',
  'notices/',
  'password/',
  'photos/',
  'pin/',
  'record/',
  'replicate/',
  'school/',
  'widgets/',
  'year/',
]

/** Keys that one language lacks, and keys whose arguments differ. English may add `<key>_one`. */
export function gaps(vi: Texts, en: Texts): string[] {
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

/** The gaps of all texts that there are, each with the folder that it is in; keys that stand in two folders, too. */
export function allGaps(): string[] {
  const missing = FOLDERS.flatMap((folder) => gaps(read(`${folder}vi`), read(`${folder}en`)).map((gap) => folder + gap))
  const keys = FOLDERS.flatMap((folder) => Object.keys(read(`${folder}vi`)))
  const twice = keys.filter((key, at) => keys.indexOf(key) < at)
  return [...missing, ...twice.map((key) => `${key} stands in two folders`)]
}

/** Fails the build where a text of the app has not been written in both languages. */
export const texts = (): Plugin => ({
  name: 'lantoa-texts',
  buildStart() {
    const found = allGaps()
    if (found.length) this.error(found.join('\n'))
  },
})
