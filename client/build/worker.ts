import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build, type Plugin } from 'vite'
import { reach } from './reach.ts'

const sum = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

/** Builds the service worker last, with the list of what this build consists of. */
export function worker(): Plugin {
  let files: string[] = []
  let later: string[] = []
  let desk = ''
  let out = ''
  return {
    name: 'lantoa-worker',
    apply: 'build',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir)
    },
    writeBundle(_, bundle) {
      const found = reach(bundle)
      files = found.core.map((name) => `/${name}`)
      later = [...new Set(Object.values(found.later).flat())].sort().map((name) => `/${name}`)
      const list = JSON.stringify(found.desk.map((name) => `/${name}`))
      // By its content, as the others: a worker of an older build never reads the list of a newer one.
      desk = `/assets/desk-${sum(list).slice(0, 8)}.json`
      writeFileSync(resolve(out, desk.slice(1)), list)
    },
    async closeBundle() {
      // A build that failed before has said why.
      if (!desk) return
      const page = sum(readFileSync(`${out}/index.html`))
      const name = sum(page + files.join() + later.join() + desk).slice(0, 10)
      await build({
        configFile: false,
        logLevel: 'warn',
        define: { BUILD: JSON.stringify({ name, page, files, later, desk }) },
        publicDir: false,
        build: {
          target: 'chrome95',
          outDir: out,
          emptyOutDir: false,
          lib: { entry: resolve(out, '../src/sw.ts'), formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
        },
      })
    },
  }
}
