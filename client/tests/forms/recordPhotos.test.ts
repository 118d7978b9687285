import { expect, test } from 'vitest'
import type { Photo } from '../../src/core/types/photo'
import type { Register } from '../../src/core/types/register'
import { type Pictured, photosOf } from '../../src/forms/photos/recordPhotos'

const label = (vi: string) => ({ vi, en: vi })
const register = {
  key: 'album',
  rules: [],
  fields: [
    { name: 'note', type: 'text', label: label('Ghi chú') },
    { name: 'photos', type: 'photos', label: label('Ảnh') },
    { name: 'more', type: 'photos', label: label('Ảnh thêm') },
  ],
} as unknown as Register
const photo = (name: string): Photo => ({ sha256: name, bytes: 1, type: 'image/webp', w: 4, h: 3 })
const record = {
  id: 'r',
  unit: 'u',
  author: 'gv',
  version: '9',
  data: { note: 'x', photos: [photo('a'), photo('b')], more: [photo('c')] },
} as Pictured

test('the photos of all fields are one walk, each with the label of its own', () => {
  const found = photosOf(record, register)
  expect(found.map(({ photo: { sha256 }, field }) => [sha256, field])).toEqual([
    ['a', 'Ảnh'],
    ['b', 'Ảnh'],
    ['c', 'Ảnh thêm'],
  ])
})

test('whoever put a photo there first is named, not who wrote the field again', () => {
  const history = [
    { by: 'gv', at: '1', set: { photos: [photo('a')] } },
    { by: 'gvb', at: '2', add: { photos: [photo('b')] } },
    { by: 'ht', at: '3', set: { photos: [photo('a'), photo('b')] } },
  ]
  const [one, other, last] = photosOf({ ...record, history }, register)
  expect(one).toMatchObject({ by: 'gv', at: '1' })
  expect(other).toMatchObject({ by: 'gvb', at: '2' })
  expect(last).not.toHaveProperty('by')
})

test('photos of the other value of a field in conflict stand behind its own, once each', () => {
  const conflicts = { photos: { m: { value: [photo('b'), photo('z')], by: 'gvb', at: '2' } } }
  const found = photosOf({ ...record, conflicts }, register)
  expect(found.map(({ photo: { sha256 } }) => sha256)).toEqual(['a', 'b', 'z', 'c'])
  expect(found[2]).toMatchObject({ by: 'gvb', other: true })
})
