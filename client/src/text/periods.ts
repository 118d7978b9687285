import { type Key, t } from './text'

/** The text with its first letter in lower case, to be used within a sentence. */
export const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/**
 * A period's name in the language in use, from its key: 2025-2026-HK1 gives Học kỳ I năm học 2025–2026. Gives '' for
 * null and "once", and a key of an unknown kind as it is.
 */
export function periodNamed(key: string | null): string {
  if (!key || key === 'once') return ''
  const [, year = key, part] = /^(.+)-(HK?\d)$/.exec(key) ?? []
  const kind = part?.toLowerCase() ?? (/^\d+$/.test(year) ? 'year' : /^\d+-\d+$/.test(year) ? 'school' : '')
  return kind ? t(`period.${kind}` as Key, { year: year.replace('-', '–') }) : key
}
