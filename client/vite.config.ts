import { execFileSync } from 'node:child_process'
import { defineConfig } from 'vite'
import { budget } from './build/budget.ts'
import { door, inline } from './build/door.ts'
import { chunkOf } from './build/reach.ts'
import { shortKeys } from './build/shortKeys.ts'
import { texts } from './build/texts.ts'
import { worker } from './build/worker.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [texts(), shortKeys(), door(), inline(), worker(), budget()],
  define: { __APP__: JSON.stringify(`1.0.0${commit()}`) },
  json: { stringify: true },
  build: {
    target: 'chrome95',
    cssTarget: 'chrome95',
    modulePreload: { polyfill: false },
    // A hundredth less than what comes with the bundler, of the bytes that a phone fetches.
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 3 } },
    rolldownOptions: {
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkOf(), debugName: 'app' }] },
      },
    },
  },
})

/** "+3f2a91c", or nothing where the source came without its history. */
function commit(): string {
  try {
    return `+${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()}`
  } catch {
    return ''
  }
}
