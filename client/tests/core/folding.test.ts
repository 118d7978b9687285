import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold, matches } from '../../src/core/folding'

it('folding for search: twice is once, marks and case make no difference, and any part of a text finds it', () => {
  const text = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(text, text, (said, more) => {
      expect(fold(fold(said))).toBe(fold(said))
      expect(fold(said.normalize('NFC'))).toBe(fold(said.normalize('NFD')))
      expect(matches('vuon', `${said}Vườn${more}`)).toBe(true)
    }),
  )
})

it('every single character folds to what folding leaves alone', () => {
  for (let point = 0x20; point < 0x20000; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const once = fold(String.fromCodePoint(point))
    if (fold(once) !== once) throw new Error(`U+${point.toString(16)}`)
  }
})
