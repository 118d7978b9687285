import { afterEach, expect, test, vi } from 'vitest'
import { cardAddress, codeOnCard } from '../../src/account/card'

afterEach(() => vi.unstubAllGlobals())

test('a card opens the sign-in page with its code, which stays out of what a browser sends', () => {
  vi.stubGlobal('location', new URL('https://lantoa.example/so/nguoi'))
  const opened = new URL(cardAddress('lò.thị mai', 'ACDE-FGHJ-2345'))
  vi.stubGlobal('location', opened)
  expect(codeOnCard()).toBe('ACDE-FGHJ-2345')
  expect(opened.searchParams.get('ten')).toBe('lò.thị mai')
  expect(opened.pathname + opened.search).not.toContain('ACDE')
})

test('without a card there is no code', () => {
  vi.stubGlobal('location', new URL('https://lantoa.example/vao?ten=gv'))
  expect(codeOnCard()).toBe('')
})
