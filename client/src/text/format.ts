import { clockAt, dayOf } from '../core/vietnam'
import { language, t } from './text'

const places = () => (language() === 'vi' ? { group: '.', point: ',' } : { group: ',', point: '.' })

/** A number as text in the language in use: 104147.5 is 104.147,5 in Vietnamese and 104,147.5 in English. */
export function number(value: number): string {
  const [whole = '', rest] = String(Math.abs(value)).split('.')
  const { group, point } = places()
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  return (value < 0 ? '−' : '') + grouped + (rest ? point + rest : '')
}

/**
 * Reads the number that a person typed, with the separators of the language in use: "1.200" is 1200 in Vietnamese.
 * Gives null for an empty or blank text, and undefined for a text that is no number.
 */
export function typed(text: string): number | null | undefined {
  const bare = text.replace(/[\s\u00a0]/g, '')
  if (!bare) return null
  const { group, point } = places()
  const thousands = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`)
  const plain = thousands.test(bare) ? bare.split(group).join('') : bare
  const value = plain.replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** A day (YYYY-MM-DD), or that of a moment in Việt Nam, as people write it: "2026-11-23" gives 23/11/2026. */
export const day = (iso: string): string => (iso.length > 10 ? dayOf(iso) : iso).split('-').reverse().join('/')

/** The day of the week of a day (YYYY-MM-DD), in the language in use: "2026-11-23" gives Thứ Hai or Monday. */
export const weekday = (iso: string): string =>
  new Date(iso).toLocaleDateString(language() === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' })

/** The day in Việt Nam that is `offset` days from today by this phone's clock, as YYYY-MM-DD. */
export const today = (offset = 0): string => dayOf(Date.now() + offset * 86_400_000)

/**
 * A moment (ISO text, or milliseconds since 1970) by the clocks of Việt Nam: only the clock time if it is today, else
 * the time with "yesterday" or with the day, which names the year only where it is not the present one.
 */
export function moment(iso: string | number): string {
  const clock = clockAt(iso).slice(11, 16)
  const on = dayOf(iso)
  if (on === today()) return clock
  if (on === today(-1)) return t('time.yesterday', { clock })
  return t('time.on', { clock, day: on.slice(0, 4) === today().slice(0, 4) ? day(on).slice(0, 5) : day(on) })
}
