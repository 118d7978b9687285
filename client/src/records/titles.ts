/** Makes the title of a record, and the text in which searches look for it. */

import { fieldOf } from '../core/registers'
import type { Copy } from '../core/types/record'
import { lower, periodNamed } from '../text/periods'
import { nameOf, register } from './catalog'

/**
 * The title of a record: the answer to the field that its register names for this, else the register's title and the
 * period. '' if neither is known.
 */
export function titleOf(copy: Pick<Copy, 'form' | 'data'> & { period?: string | null }, language: 'vi' | 'en' = 'vi') {
  const found = register(copy.form)
  const named = found?.list?.title && copy.data[found.list.title]
  if (typeof named === 'string' && named) return named
  return [found?.title[language], lower(periodNamed(copy.period ?? null))].filter(Boolean).join(', ')
}

/**
 * The text in which a search looks for a record: its register's title, its author's name and its answers, with labels
 * (Vietnamese) for choices and names for the ids of people and units.
 */
export function textOf(copy: Copy): string {
  const found = register(copy.form)
  const parts: string[] = [found?.title.vi ?? '', nameOf(copy.author)]
  for (const [name, value] of Object.entries(copy.data)) {
    for (const one of [value].flat()) {
      const choice = found && fieldOf(found, name)?.choices?.find((offered) => offered.value === one)
      parts.push(choice ? choice.label.vi : typeof one === 'string' ? nameOf(one) || one : '')
    }
  }
  return parts.join('\n')
}
