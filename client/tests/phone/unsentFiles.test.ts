import { beforeEach, expect, it, vi } from 'vitest'
import type { BundleOffer } from '../../src/core/types/account'
import type { Json } from '../../src/core/types/json'
import { unsentFiles } from '../../src/phone/file/unsentFiles'
import { countUnsent, oldestUnsent } from '../../src/records/unsentWork'
import { putDraft } from '../../src/store/drafts'
import { queuePhotos } from '../../src/sync/photoQueue'
import { syncNow } from '../../src/sync/scheduler'
import { ME, newPhone } from '../fixtures/phone'
import { PhotoWorld, problem, taken, withPhotos } from '../fixtures/photos'

// Files are read here as the server reads them once they are open.
vi.mock('../../src/account/bundle', () => ({ sealed: async (_: Json, content: Json) => JSON.stringify(content) }))

beforeEach(() => newPhone())

const made = async (most?: number): Promise<Json[]> =>
  Promise.all((await unsentFiles(ME, {} as BundleOffer, most)).map(async (file) => JSON.parse(await file.text())))

it('what was saved a moment ago is in the file with its photos, though no exchange has begun since', async () => {
  const photo = await taken(20_000)
  const record = await withPhotos([photo])
  expect(await countUnsent(ME)).toMatchObject({ mutations: 1, drafts: 0, photos: 1 })
  const [file] = await made()
  expect(file?.photos).toMatchObject([
    { sha256: photo.preview, record },
    { sha256: photo.sha256, record, bytes: 20_000 },
  ])
})

it('each of several files is good by itself, whichever is brought first', async () => {
  const records = [await withPhotos([await taken(20_000)]), await withPhotos([await taken(30_000)])]
  await putDraft('new', { form: 'probe@1', values: { note: 'viết dở' } })
  const files = await made(25_000)
  expect(files.map(({ photos }) => photos.length)).toEqual([3, 1])
  for (const { mutations, drafts } of files) {
    expect(mutations.map(({ id }: Json) => id)).toEqual(records)
    expect(drafts.map(({ key }: Json) => key)).toEqual(['new'])
  }
})

it('photos that wait alone are counted, go into the file, and are old in time', async () => {
  const world = new PhotoWorld()
  vi.stubGlobal('fetch', world.fetch)
  world.next = () => problem('read_only', 503)
  const photo = await taken(20_000)
  await withPhotos([photo])
  await syncNow()
  vi.unstubAllGlobals()
  expect(await countUnsent(ME)).toEqual({ mutations: 0, drafts: 0, photos: 1 })
  expect(Date.parse((await oldestUnsent(ME)) ?? '')).toBeGreaterThan(Date.now() - 60_000)
  const [file] = await made()
  expect(file?.photos.map(({ sha256 }: Json) => sha256)).toEqual([photo.preview, photo.sha256])
})

it('a photo that only an unfinished form names is in the file, behind those that are saved', async () => {
  const [typed, photo] = [await taken(20_000, 'new'), await taken(30_000)]
  await putDraft('new', { form: 'probe@1', values: { photos: [typed] } })
  const record = await withPhotos([photo])
  expect(await countUnsent(ME)).toMatchObject({ mutations: 1, drafts: 1, photos: 2 })
  const [file] = await made()
  expect(file?.photos).toEqual([
    { sha256: photo.preview, type: 'image/webp', record, bytes: 900 },
    { sha256: photo.sha256, type: 'image/webp', record, bytes: 30_000 },
    { sha256: typed.preview, type: 'image/webp', draft: 'new', bytes: 900 },
    { sha256: typed.sha256, type: 'image/webp', draft: 'new', bytes: 20_000 },
  ])
  expect((await made(25_000)).map(({ photos }) => photos.length)).toEqual([1, 1, 2])
})

it('a photo of a form for practice is in no file', async () => {
  await putDraft('practice', { form: 'probe@1', values: { photos: [await taken(20_000, 'practice')] } })
  expect((await made())[0]).toMatchObject({ drafts: [], photos: [] })
})

it('a photo that nothing names any more is in no file', async () => {
  await taken(20_000)
  await queuePhotos(ME)
  expect(await countUnsent(ME)).toEqual({ mutations: 0, drafts: 0, photos: 0 })
  expect((await made())[0]?.photos).toEqual([])
})
