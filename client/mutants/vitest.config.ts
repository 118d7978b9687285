import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The repository: the tests run in a copy of the client some folders below, and read the vectors beside it. */
function repository(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'sync', 'vectors'))) folder = dirname(folder)
  return folder
}

export default defineConfig({
  resolve: { alias: [{ find: /^\.\.\/\.\.\/sync\/vectors/, replacement: join(repository(), 'sync', 'vectors') }] },
  test: {
    include: ['tests/core/overlay.test.ts', 'tests/vectors.test.ts'],
    setupFiles: ['mutants/seed.ts'],
    environment: 'node',
  },
})
