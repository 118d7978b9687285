import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { type Reach, reach } from './reach.ts'

/** Bytes of an answer's headers, as our server sends them; tests/platform/test_every_answer_has_its_headers.py compares. */
const HEADERS: Record<string, number> = { 'index.html': 1_150, 'sw.js': 600 }
const HEADERS_OF_ASSETS = 350
const CATALOG_BYTES = 5_750 // of the core, for the catalog; tests/test_client_budget.py holds the real one to this

/** Bytes on the wire, each with the headers of its answer; requests where they are counted. */
const LIMITS = {
  /** Until the first field takes a letter. */
  first: 19_000,
  firstRequests: 2,
  /** All that every phone keeps to work offline, with the catalog. */
  core: 68_000,
  /** Of each part that is fetched later and kept, and of all of them. */
  later: 15_000,
  allLater: 60_000,
  /** The code of the desk's first screen, on a device that has nothing yet: with its figures it comes to 120 KB, in 15. */
  desk: 95_000,
  deskRequests: 10,
}

/** Fails the build when a phone or a desk would have to fetch more than was promised. */
export function budget(): Plugin {
  let out = ''
  let found: Reach | undefined
  const weigh = (file: string) =>
    brotliCompressSync(readFileSync(resolve(out, file))).length + (HEADERS[file] ?? HEADERS_OF_ASSETS)
  const sum = (names: string[]) => names.reduce((total, name) => total + weigh(name), 0)
  return {
    name: 'lantoa-budget',
    apply: 'build',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir)
    },
    writeBundle(_, bundle) {
      found = reach(bundle)
    },
    closeBundle() {
      if (!found) return // a build that failed before has said why
      const there = (names: string[]) => names.filter((name) => existsSync(resolve(out, name)))
      const html = readFileSync(resolve(out, 'index.html'), 'utf8')
      const named = [...html.matchAll(/(?:src=|href=|import\()"\/(assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
      const first = ['index.html', ...new Set(named)]
      const core = sum(there(['index.html', 'sw.js', ...found.core])) + CATALOG_BYTES
      const later = Object.entries(found.later).map(([name, files]): [string, number] => [name, sum(files)])
      // What two of them share is fetched once.
      const allLater = sum([...new Set(Object.values(found.later).flat())])
      const desk = there(['index.html', ...found.deskOpens])
      this.info(
        `first field ${sum(first)} bytes in ${first.length} requests, core ${core} with the catalog, ` +
          `later ${allLater} as ${later.map(([name, bytes]) => `${name} ${bytes}`).join()}, first screen of the desk ${sum(desk)} in ${desk.length}`,
      )
      const over = [
        ['first field', sum(first), LIMITS.first] as const,
        ['requests until the first field', first.length, LIMITS.firstRequests] as const,
        ['core', core, LIMITS.core] as const,
        ...later.map(([name, bytes]) => [name, bytes, LIMITS.later] as const),
        ['all that comes later', allLater, LIMITS.allLater] as const,
        ['first screen of the desk', sum(desk), LIMITS.desk] as const,
        ['requests for it', desk.length, LIMITS.deskRequests] as const,
      ].filter(([, is, most]) => is > most)
      if (over.length) this.error(over.map(([what, is, most]) => `${what}: ${is}, not ${most}`).join('\n'))
    },
  }
}
