import { beforeEach, expect, it, vi } from 'vitest'
import { keepTaken, leaveOut, photoHere, photosHere, takenFor } from '../../src/records/photos'
import { keep } from '../../src/store/accounts'
import { read } from '../../src/store/database'
import { keepPhotos } from '../../src/store/photos'
import { ME, newPhone, person } from '../fixtures/phone'
import { taken } from '../fixtures/photos'

const FORM = { draft: 'form', field: 'photos' }

beforeEach(async () => {
  await newPhone()
})

it('a photo is on disk with its preview before anything names it', async () => {
  const photo = await taken(20_000)
  expect((await photoHere(photo.sha256, photo.type))?.size).toBe(20_000)
  expect((await photoHere(photo.preview as string, photo.type))?.size).toBe(900)
  expect(await photosHere()).toMatchObject([{ sha256: photo.sha256, state: 'kept' }])
})

it('a form that comes back finds what was stored for it and not named yet', async () => {
  const [first, second] = [await taken(20_000), await taken(30_000)]
  await taken(40_000, 'another form')
  expect(await takenFor(FORM, [first])).toEqual([second])
  expect(await takenFor({ ...FORM, field: 'more' }, [])).toEqual([])
})

it('what was left out of a form does not come back', async () => {
  const photo = await taken(20_000)
  await leaveOut(photo.sha256)
  expect(await takenFor(FORM, [])).toEqual([])
})

it('the same picture taken again stays as it is, and is of the form that has it now', async () => {
  const photo = await taken(20_000)
  const [{ at } = {}] = await photosHere()
  await taken(20_000, 'another form')
  expect(await takenFor({ ...FORM, draft: 'another form' }, [])).toEqual([photo])
  expect(await photosHere()).toMatchObject([{ at, draft: 'another form' }])
})

it('others on this phone see none of them', async () => {
  await taken(20_000)
  await keep(person('0190cccc-0000-7000-8000-00000000000c'), true)
  expect(await photosHere()).toEqual([])
})

it('a full phone keeps nothing of a photo, and says that it is full', async () => {
  const photo = await taken(20_000)
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const other = { ...photo, sha256: 'cd'.repeat(32), preview: 'ef'.repeat(32) }
  const bytes = new ArrayBuffer(8)
  await expect(keepTaken([other, bytes], [{ ...other, sha256: 'ef'.repeat(32) }, bytes], FORM)).rejects.toMatchObject({
    full: true,
  })
  put.mockRestore()
  expect((await photosHere()).map(({ sha256 }) => sha256)).toEqual([photo.sha256])
})

it('a phone on which a photo was ever taken looks for photos to send', async () => {
  const waiting = () => read(['marks'], async (tx) => (await tx.objectStore('marks').get(ME))?.photos)
  expect(await waiting()).toBeUndefined()
  await keepPhotos([])
  expect(await waiting()).toBeUndefined()
  await taken(20_000)
  expect(await waiting()).toBe(0)
})
