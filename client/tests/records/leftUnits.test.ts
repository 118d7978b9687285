import { expect, test } from 'vitest'
import type { Unit } from '../../src/core/types/account'
import type { Catalog } from '../../src/core/types/catalog'
import type { Field } from '../../src/core/types/register'
import { choicesAt, hasLeft } from '../../src/records/catalog'

const unit = (id: string, kind: Unit['kind'], parent: string | null, more = {}): Unit => ({
  id,
  kind,
  parent,
  name: id,
  ...more,
})

const catalog: Catalog = {
  hash: 'h',
  units: [
    unit('here', 'school', null),
    unit('before', 'school', null, { left: '2026-11-01' }),
    unit('merged', 'school', null, { ended: '2026-10-01', successors: ['here'] }),
    unit('here-1', 'site', 'here'),
    unit('before-1', 'site', 'before'),
  ],
  registers: [],
  periods: [],
  people: [],
}

const choice = (value: string) => ({ value, label: { vi: value, en: value } })
const site: Field = {
  name: 'site',
  type: 'choice',
  label: { vi: 'Điểm trường', en: 'Site' },
  choices_from: 'sites',
  choices: [choice('here-1'), choice('before-1')],
}

test('a unit that the account has left is told from its own', () => {
  expect(['here', 'before', 'nowhere'].map((id) => hasLeft(id, catalog))).toEqual([false, true, false])
})

test('a form offers the sites of its own unit, whatever other units the account knows', () => {
  const sites = (id: string) => choicesAt(site, id, catalog).map(({ value }) => value)
  expect(sites('here')).toEqual(['here-1'])
  expect(sites('before')).toEqual(['before-1'])
  expect(sites('merged')).toEqual(['here-1'])
})

test('other choices are offered everywhere', () => {
  const { choices_from, ...plain } = site
  expect(choicesAt(plain, 'before', catalog)).toEqual(site.choices)
})
