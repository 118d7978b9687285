import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Edit, Item } from '../../src/core/types/mutation'
import { photosHere } from '../../src/records/photos'
import { get, mend, save } from '../../src/records/records'
import { write } from '../../src/store/database'
import { putDraft } from '../../src/store/drafts'
import { photosOf } from '../../src/store/photos'
import { queuePhotos } from '../../src/sync/photoQueue'
import { syncNow } from '../../src/sync/scheduler'
import { dump, ME, UNIT } from '../fixtures/phone'
import { beginWorld, endWorld, KB, type PhotoWorld, taken, verbs, withPhotos } from '../fixtures/photos'

const DAY = 24 * 60 * 60 * 1000
let world: PhotoWorld

beforeEach(async () => {
  world = await beginWorld()
})
afterEach(endWorld)

it('a photo that only a form names is kept and not sent; one that nothing names goes after a day', async () => {
  const [named, left] = [await taken(20 * KB, 'a'), await taken(30 * KB, 'b')]
  await putDraft('a', { values: { photos: [named] } })
  await queuePhotos(ME)
  expect(await photosHere()).toHaveLength(2)
  await queuePhotos(ME, Date.now() + DAY + 1)
  expect((await photosHere()).map(({ sha256 }) => sha256)).toEqual([named.sha256])
  expect((await photosOf(ME)).some(({ of }) => of === left.sha256)).toBe(false)
  expect(world.requests).toEqual([])
})

it('a photo goes with the journal entry that named it', async () => {
  await withPhotos([await taken(20 * KB)])
  await syncNow()
  await queuePhotos(ME, Date.now() + 40 * DAY)
  expect(await photosHere()).toHaveLength(1)
  await write(['journal'], (tx) => tx.objectStore('journal').clear())
  await queuePhotos(ME, Date.now() + 40 * DAY)
  expect(await photosOf(ME)).toEqual([])
})

it('consent that was ticked in the form is saved with the record, and goes behind it, once', async () => {
  const photo = await taken(20 * KB)
  const record = await save({ unit: UNIT, form: 'probe@1', set: { photos: [photo] }, consents: [photo.sha256] })
  expect((await dump()).outbox.map(({ mutation }: Item) => mutation.do)).toEqual(['put', 'consent'])
  expect((await get(record))?.consents).toMatchObject({ [photo.sha256]: { given: true } })
  await syncNow()
  await syncNow()
  expect(verbs(world)).toEqual(['put', 'consent'])
  const [, consent] = world.line.server.log
  expect(consent?.mutation).toMatchObject({ record, unit: UNIT, photo: photo.sha256, given: true })
  expect((await get(record))?.refused).toEqual([])
})

it('consent outlives that its record is refused, and mended', async () => {
  const photo = await taken(20 * KB)
  const set = { note: 'bad', photos: [photo] }
  const record = await save({ unit: UNIT, form: 'probe@1', set, consents: [photo.sha256] })
  await syncNow()
  expect((await get(record))?.refused).toHaveLength(2)
  const again = (await mend(record)) as Edit
  expect(again.consents).toEqual([photo.sha256])
  await save({ ...again, set: { ...again.set, note: 'tốt' } })
  await syncNow()
  expect(verbs(world)).toEqual(['put', 'consent'])
  expect((await get(record))?.refused).toEqual([])
  expect((await get(record))?.consents).toMatchObject({ [photo.sha256]: { given: true } })
})
