import { language, t } from './text'

const places = () => (language() === 'vi' ? { group: '.', point: ',' } : { group: ',', point: '.' })
const two = (n: number) => String(n).padStart(2, '0')

/** A number as text: 104147.5 is 104.147,5 (vi) or 104,147.5 (en). */
export function number(value: number): string {
  const [whole = '', rest] = String(Math.abs(value)).split('.')
  const { group, point } = places()
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  return (value < 0 ? '−' : '') + grouped + (rest ? point + rest : '')
}

/** What a person typed as a number; null for none, undefined for what is no number. "1.200" is 1200 in Vietnamese. */
export function typed(text: string): number | null | undefined {
  const bare = text.replace(/[\s\u00a0]/g, '')
  if (!bare) return null
  const { group, point } = places()
  const thousands = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`)
  const plain = thousands.test(bare) ? bare.split(group).join('') : bare
  const value = plain.replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** "2026-11-23" as 23/11/2026. */
export const day = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/')

/** "2026-11-23" as Thứ Hai. */
export const weekday = (iso: string): string =>
  new Date(`${iso}T12:00`).toLocaleDateString(language() === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long' })

/** The day that is `offset` days from today by this phone's clock, as YYYY-MM-DD. */
export function today(offset = 0): string {
  const now = new Date()
  now.setDate(now.getDate() + offset)
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** A moment as text: 14:05 if it is today, 14:05 yesterday, else with the day. */
export function moment(iso: string | number): string {
  const at = new Date(iso)
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`
  const on = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  if (on === today()) return clock
  if (on === today(-1)) return t('time.yesterday', { clock })
  return t('time.on', { clock, day: on.slice(0, 4) === today().slice(0, 4) ? day(on).slice(0, 5) : day(on) })
}
