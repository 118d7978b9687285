import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { reach } from './reach'

const FIRST_BYTES = 25_000 // on the wire until the first field takes a letter, in at most three requests
const FIRST_REQUESTS = 3
const OFFLINE_BYTES = 60_000 // all that a teacher needs offline
const CATALOG_BYTES = 6_200 // of it for the catalog; tests/test_client_budget.py holds the real one to this

const HEADERS = 350 // of an answer, as our server sends them

/** Fails the build when the phone would have to fetch more than was promised. */
export function budget(): Plugin {
  let out = ''
  let files: string[] = []
  const weigh = (file: string) => brotliCompressSync(readFileSync(resolve(out, file))).length + HEADERS
  const sum = (names: string[]) => names.reduce((total, name) => total + weigh(name), 0)
  return {
    name: 'lantoa-budget',
    apply: 'build',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir)
    },
    writeBundle(_, bundle) {
      files = reach(bundle).teacher
    },
    closeBundle() {
      if (!files.length) return // a build that failed before has said why
      const html = readFileSync(resolve(out, 'index.html'), 'utf8')
      const named = [...html.matchAll(/(?:src=|href=|import\()"\/(assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
      const first = ['index.html', ...new Set(named)]
      const all = ['index.html', 'sw.js', ...files].filter((name) => existsSync(resolve(out, name)))
      const [opens, offline] = [sum(first), sum(all) + CATALOG_BYTES]
      this.info(`first field ${opens} bytes in ${first.length} requests, offline ${offline} bytes with the catalog`)
      if (opens > FIRST_BYTES) this.error(`first field after ${opens} bytes, not ${FIRST_BYTES}`)
      if (first.length > FIRST_REQUESTS) this.error(`first field after ${first.length} requests: ${first.join()}`)
      if (offline > OFFLINE_BYTES) this.error(`offline needs ${offline} bytes, not ${OFFLINE_BYTES}`)
    },
  }
}
