import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build, type Plugin } from 'vite'

/** Builds the service worker last, with the list of what this build consists of. */
export function worker(): Plugin {
  let files: string[] = []
  let out = ''
  return {
    name: 'lantoa-worker',
    apply: 'build',
    configResolved(config) {
      out = resolve(config.root, config.build.outDir)
    },
    writeBundle(_, bundle) {
      files = Object.keys(bundle)
        .filter((name) => /^assets\/.*\.(js|css)$/.test(name))
        .map((name) => `/${name}`)
        .sort()
    },
    async closeBundle() {
      const page = createHash('sha256')
        .update(readFileSync(`${out}/index.html`))
        .digest('hex')
      const name = createHash('sha256')
        .update(page + files.join())
        .digest('hex')
        .slice(0, 10)
      await build({
        configFile: false,
        logLevel: 'warn',
        define: { BUILD: JSON.stringify({ name, page, files }) },
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
