import { now } from '../core/correctedClock'
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
 * The numbers that a person may have meant with a text, first as the language in use reads its separators, then as the
 * other one does: "1.200" is 1200 or 1.2 in Vietnamese, "0.500" can only be a half. Empty where it is no number.
 */
export function readings(text: string): number[] {
  const bare = text.replace(/\s/g, '').replace('−', '-')
  const { group, point } = places()
  const found = [read(bare, group, point), read(bare, point, group)].flat()
  return [...new Set(found.map(Number))]
}

/** The text as a program writes the number, if it is one with these separators; nothing otherwise. */
function read(bare: string, group: string, point: string): string[] {
  const grouped = new RegExp(`^-?[1-9]\\d{0,2}(\\${group}\\d{3})+(\\${point}\\d+)?$`)
  const plain = new RegExp(`^-?\\d+(\\${point}\\d+)?$`)
  return grouped.test(bare) || plain.test(bare) ? [bare.split(group).join('').replace(point, '.')] : []
}

/** A day (YYYY-MM-DD), or that of a moment in Việt Nam, as people write it: "2026-11-23" gives 23/11/2026. */
export const day = (iso: string): string => (iso.length > 10 ? dayOf(iso) : iso).split('-').reverse().join('/')

/** A day with a time of it (YYYY-MM-DDTHH:MM) as people write it: "2026-11-23T14:30" gives 14:30 ngày 23/11/2026. */
export const dayAndTime = (at: string): string => t('time.on', { clock: at.slice(11), day: day(at.slice(0, 10)) })

/** The day of the week of a day (YYYY-MM-DD), in the language in use: "2026-11-23" gives Thứ Hai or Monday. */
export const weekday = (iso: string): string =>
  new Date(iso).toLocaleDateString(language() === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' })

/** The day in Việt Nam that is `offset` days from today by the corrected clock, as YYYY-MM-DD. */
export const today = (offset = 0): string => dayOf(now() + offset * 86_400_000)

/** The present day and time in Việt Nam by the corrected clock, as YYYY-MM-DDTHH:MM. */
export const present = (): string => clockAt(now()).slice(0, 16)

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
