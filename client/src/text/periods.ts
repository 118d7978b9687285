import { type Key, t } from './text'

/** A text with its first letter small, as it stands within a sentence. */
export const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** A period's key as people say it: 2025-2026-HK1 is Học kỳ I năm học 2025–2026. */
export function periodNamed(key: string | null): string {
  if (!key || key === 'once') return ''
  const [, year = key, part] = /^(.+)-(HK?\d)$/.exec(key) ?? []
  const kind = part?.toLowerCase() ?? (/^\d+$/.test(year) ? 'year' : /^\d+-\d+$/.test(year) ? 'school' : '')
  return kind ? t(`period.${kind}` as Key, { year: year.replace('-', '–') }) : key
}
