import { beforeEach, expect, test, vi } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Catalog } from '../../src/core/types/catalog'
import type { Photo } from '../../src/core/types/photo'
import type { Copy, Shown } from '../../src/core/types/record'
import type { Register } from '../../src/core/types/register'
import { keepPreviews } from '../../src/forms/photos/previews'
import { catalog } from '../../src/records/catalog'
import { previewHere } from '../../src/records/seenPhotos'
import { keep } from '../../src/store/accounts'
import { announce } from '../../src/store/announcements'
import { write } from '../../src/store/database'
import { keepSeen, seenHashes } from '../../src/store/seenPhotos'
import { COPY } from '../fixtures/copy'
import { ME, newPhone } from '../fixtures/phone'

const label = { vi: 'Ảnh', en: 'Photos' }
const register = {
  key: 'album',
  version: 1,
  rules: [],
  review: [],
  fields: [{ name: 'photos', type: 'photos', label }],
}
const photo = (name: string): Photo => ({
  sha256: name,
  bytes: 9,
  type: 'image/webp',
  w: 4,
  h: 3,
  preview: `small-${name}`,
})
const record = (id: string, names: string[], more: Partial<Copy> = {}) =>
  ({ ...COPY, id, form: 'album@1', data: { photos: names.map(photo) }, ...more }) as Shown
const withdrawn = (name: string) => ({ consents: { [name]: { given: false, by: 'gv', at: '2026-11-29' } } })

let paths: string[] = []
let answer: (path: string) => Response
let network: string

beforeEach(async () => {
  setWho(await newPhone())
  const held = { hash: 'h', units: [], people: [], periods: [], registers: [register as unknown as Register] }
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put(held as unknown as Catalog, ME))
  await catalog()
  paths = []
  network = 'wifi'
  answer = () => new Response(new Blob(['preview'], { type: 'image/webp' }))
  vi.stubGlobal('document', { documentElement: { lang: 'vi' } })
  vi.stubGlobal('localStorage', { getItem: () => '1' }) // photos wait for Wi-Fi
  vi.stubGlobal('navigator', {
    userAgent: '',
    connection: {
      get type() {
        return network
      },
    },
  })
  vi.stubGlobal('fetch', async (path: string) => {
    paths.push(path)
    return answer(path)
  })
})

const kept = async () => (await seenHashes(ME)).sort()

test('previews of what waits are kept, the newest first, and are there without network', async () => {
  await keepPreviews([record('1', ['a']), record('2', ['b', 'c'])])
  expect(paths.map((path) => path.replace('/api/records/', ''))).toEqual([
    '2/photos/small-b',
    '2/photos/small-c',
    '1/photos/small-a',
  ])
  expect(await (await previewHere('a'))?.text()).toBe('preview')
  expect(await previewHere('z')).toBeNull()
  await keepPreviews([record('1', ['a']), record('2', ['b', 'c'])])
  expect(paths).toHaveLength(3)
})

test('no more is kept than two hundred, and none that is large', async () => {
  const names = Array.from({ length: 210 }, (_, at) => `p${at}`)
  answer = (path) => new Response(new Blob(['x'.repeat(path.endsWith('p7') ? 15_001 : 9)], { type: 'image/webp' }))
  await keepPreviews([record('1', ['old']), record('2', names)])
  const found = await kept()
  expect(found).toHaveLength(199)
  expect(found).not.toContain('p7')
  expect(found).not.toContain('old')
})

test('nothing is fetched while photos wait for Wi-Fi, and a lost network ends it until the next time', async () => {
  network = 'cellular'
  await keepPreviews([record('1', ['a'])])
  expect(paths).toEqual([])
  network = 'wifi'
  answer = () => {
    throw new TypeError('no network')
  }
  await keepPreviews([record('1', ['a', 'b'])])
  expect(paths).toHaveLength(1)
  answer = (path) => (path.endsWith('small-a') ? new Response('{}', { status: 404 }) : new Response(new Blob(['b'])))
  await keepPreviews([record('1', ['a', 'b'])])
  expect(await kept()).toEqual(['b'])
})

test('what is decided, withdrawn or of somebody who signed out is deleted', async () => {
  await keepPreviews([record('1', ['a']), record('2', ['b', 'c'])])
  await keep({ id: 'other', out: true })
  await keepSeen({ account: 'other', sha256: 'z', record: '9', type: 'image/webp', bytes: new ArrayBuffer(1) })
  await keepPreviews([record('2', ['b', 'c'], withdrawn('c'))])
  expect(await kept()).toEqual(['b'])
  expect(await seenHashes('other')).toEqual([])
})

test.each(['named', 'unknown'])(
  'a preview goes as soon as the phone learns that consent was withdrawn (%s)',
  async (how) => {
    const id = '0190aaaa-0000-7000-8000-000000000001'
    await keepPreviews([record(id, ['a', 'b'])])
    const { pending: _, refused: __, ...copy } = record(id, ['a', 'b'], withdrawn('a'))
    await write(['copies'], (tx) => tx.objectStore('copies').put(copy as Copy, [ME, id]))
    announce({ account: ME, records: how === 'named' ? [id] : null })
    await vi.waitFor(async () => expect(await kept()).toEqual(['b']))
  },
)
