import { expect, test } from 'vitest'
import { guarded } from '../../src/desk/overview/tables'

test.each([
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '＝1',
  '＋1',
  '－1',
  '＠A',
  '﹦1',
  ' =1',
  '\u00a0＝1',
  '\u200b=1',
  '\t=1',
])('a name that is copied into a spreadsheet is never run there: %j', (text) => expect(guarded(text)).toBe(`'${text}`))

test.each(['Trường Tiểu học A', '1.234', '-5', '−12,5 %', '', 'a=b'])('%j is copied as it is', (text) =>
  expect(guarded(text)).toBe(text),
)
