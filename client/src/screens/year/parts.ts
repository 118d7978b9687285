import { register as registerOf } from '../../registers'
import { computed } from '../../score'
import { said } from '../../text/text'
import type { Period, Register, Shown } from '../../types'

/** The records of one register in a year, in the order of their days. */
export interface Part {
  register: Register
  records: Shown[]
}

/** The day that a record is of, where its register has one. */
export function dayOf(record: Shown): string | undefined {
  const from = registerOf(record.form)?.period_from
  return from ? record.data[from] : undefined
}

/** What was sent of a school year, register by register; drafts and what was deleted are nobody's evidence. */
export function parts(records: Shown[], year: Period, periods: Period[]): Part[] {
  const found = new Map<string, Part>()
  for (const record of records) {
    const register = registerOf(record.form)
    if (!register || register.nothing || ['draft', 'deleted'].includes(record.status)) continue
    if (!within(record, year, periods)) continue
    const part = found.get(register.key) ?? { register, records: [] }
    part.records.push(record)
    found.set(register.key, part)
  }
  const all = [...found.values()]
  for (const part of all) part.records.sort((one, other) => ((dayOf(one) ?? '') < (dayOf(other) ?? '') ? -1 : 1))
  return all
}

function within(record: Shown, year: Period, periods: Period[]): boolean {
  const at = dayOf(record) ?? periods.find(({ key }) => key === record.period)?.starts
  return !!at && year.starts <= at && at <= year.ends
}

/** (label, sum) of the whole numbers of events: these may be added; what is told once a year may not. */
export function added(register: Register, records: Shown[]): [string, number][] {
  if (register.period !== 'event') return []
  return register.fields
    .filter(({ type }) => type === 'integer')
    .map(({ name, label }): [string, number] => [
      said(label),
      records.reduce((sum, { data }) => sum + (typeof data[name] === 'number' ? data[name] : 0), 0),
    ])
    .filter(([, sum]) => sum > 0)
}

/** (label, value) of what follows from the answers: totals of points, and the ratings that they reach. */
export function points(register: Register, records: Shown[]): [string, string | number][] {
  return records.flatMap(({ data }) => {
    const found = computed(register, data)
    return register.fields.flatMap(({ name, label, choices }): [string, string | number][] => {
      const value = found[name]
      if (typeof value === 'number') return [[said(label), value]]
      const choice = choices?.find((one) => one.value === value)
      return choice ? [[said(label), said(choice.label)]] : []
    })
  })
}
