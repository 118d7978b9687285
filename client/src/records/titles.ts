/** Makes the title of a record, and the text in which searches look for it. */

import { fieldOf } from '../core/registers'
import type { Copy, Line } from '../core/types/record'
import { lower, periodNamed } from '../text/periods'
import { nameOf, register } from './catalog'

/**
 * The title of a record: the answer to the field that its register names for this, else the register's title and the
 * period. '' if neither is known.
 */
export const titleOf = (
  copy: Pick<Copy, 'form' | 'data'> & { period?: string | null },
  language: 'vi' | 'en' = 'vi',
): string => titleOfLine({ title: titleGiven(copy), form: copy.form, period: copy.period ?? null }, language)

/** The same of what a line shows. */
export const titleOfLine = ({ title, form, period }: Pick<Line, 'title' | 'form' | 'period'>, language: 'vi' | 'en') =>
  title || [register(form)?.title[language], lower(periodNamed(period))].filter(Boolean).join(', ')

/** The answer to the field that the register of a record names for its title; '' without one. */
export function titleGiven({ form, data }: Pick<Copy, 'form' | 'data'>): string {
  const field = register(form)?.list?.title
  const given = field && data[field]
  return typeof given === 'string' ? given : ''
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
