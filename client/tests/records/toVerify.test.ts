import { beforeEach, expect, test } from 'vitest'
import { setWho } from '../../src/account/who'
import type { Catalog } from '../../src/core/types/catalog'
import type { Shown } from '../../src/core/types/record'
import type { Register } from '../../src/core/types/register'
import { verifiable } from '../../src/phone/school/toVerify'
import { catalog } from '../../src/records/catalog'
import { write } from '../../src/store/database'
import { COPY } from '../fixtures/copy'
import { ME, newPhone, UNIT } from '../fixtures/phone'

const leader = (id: string) => ({ id, name: 'Hiệu trưởng', unit: UNIT, role: 'leader' })
const record = (more: Partial<Shown>): Shown => ({
  ...COPY,
  unit: UNIT,
  author: 'who has left',
  status: 'submitted',
  stands: 'submitted',
  pending: 0,
  refused: [],
  local: false,
  ...more,
})

async function ledBy(...leaders: string[]): Promise<void> {
  const register = { key: 'probe', version: 1, review: ['leader', 'department'], fields: [], rules: [] }
  const held = { hash: 'h', units: [], people: leaders.map(leader), registers: [register as unknown as Register] }
  await write(['catalogs'], (tx) => tx.objectStore('catalogs').put({ ...held, periods: [] } as Catalog, ME))
  await catalog()
}

beforeEach(async () => setWho({ ...(await newPhone()), roles: [{ unit: UNIT, role: 'leader' }] }))

test('who submitted for another is not offered to verify it where another leader can', async () => {
  await ledBy(ME, 'deputy')
  expect(verifiable(record({}))).toBe(true)
  expect(verifiable(record({ submitted_by: 'deputy' }))).toBe(true)
  expect(verifiable(record({ submitted_by: ME }))).toBe(false)
  expect(verifiable(record({ author: ME }))).toBe(false)
})

test('the only leader verifies what they submitted', async () => {
  await ledBy(ME)
  expect(verifiable(record({ submitted_by: ME }))).toBe(true)
})
