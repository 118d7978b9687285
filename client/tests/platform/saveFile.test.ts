import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { saveFile } from '../../src/platform/saveFile'

const SRC = new URL('../../src/', import.meta.url).pathname

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it("a file's address outlives the click that saves it, and is given back later", async () => {
  vi.useFakeTimers()
  const click = vi.fn()
  const link = { href: '', download: '', click }
  vi.stubGlobal('document', { createElement: () => link })
  const end = vi.spyOn(URL, 'revokeObjectURL')
  saveFile(new Blob(['a']), 'a.xlsx')
  expect(click).toHaveBeenCalledOnce()
  expect(link).toMatchObject({ download: 'a.xlsx', href: expect.stringMatching(/^blob:/) })
  vi.advanceTimersByTime(30_000)
  expect(end).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(end).toHaveBeenCalledExactlyOnceWith(link.href)
})

it('files are saved in this one way only', () => {
  const code = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const having = (what: RegExp) => code.filter((name) => what.test(readFileSync(SRC + name, 'utf8'))).sort()
  expect(having(/\.download\b/)).toEqual(['platform/saveFile.ts'])
  // Photos are drawn from such an address, and are no files to save.
  expect(having(/ObjectURL/)).toEqual([
    'desk/examples/useImage.ts',
    'forms/photos/shared/Share.tsx',
    'forms/photos/usePicture.ts',
    'platform/saveFile.ts',
  ])
})
