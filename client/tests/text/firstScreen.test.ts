import { expect, test } from 'vitest'
import { cameWith } from '../../build/shortKeys'
import first from '../../src/text/desk/vi.json'
import others from '../../src/text/screens/vi.json'

const NAMED = /(['"`])([a-z]+\.[a-z_]+)\1/g
const SPELLED = /`([a-z]+\.)\$\{/g

test('the desk’s first screen names no text that only comes with its other screens', () => {
  const modules = cameWith('desk/frame/Desk')
  expect(modules.length).toBeGreaterThan(60)
  const named = modules.flatMap((code) => [...code.matchAll(NAMED)].map(([, , key]) => key ?? ''))
  const groups = modules.flatMap((code) => [...code.matchAll(SPELLED)].map(([, group]) => group ?? ''))
  const late = Object.keys(others).filter((key) => named.includes(key) || groups.some((group) => key.startsWith(group)))
  expect(late).toEqual([])
})

test('no text is fetched with the desk’s first screen that it does not name', () => {
  const named = cameWith('desk/frame/Desk').flatMap((code) => [...code.matchAll(NAMED)].map(([, , key]) => key ?? ''))
  expect(Object.keys(first).filter((key) => !named.includes(key))).toEqual([])
})
