import './Conflicts.css'
import { who } from '../../account/who'
import { fieldOf } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Alternative, Shown } from '../../core/types/record'
import type { Field, Register } from '../../core/types/register'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { nameOf } from '../../records/catalog'
import { putsMadeHere, valuesFromHere } from '../../records/madeHere'
import { save } from '../../records/records'
import { moment } from '../../text/format'
import { r, useRecordTexts } from '../../text/record'
import { inLanguage, t } from '../../text/text'
import { Answer } from './Answers'

/** The fields of a record in conflict: each with all the values that were written, of which a tap chooses one. */
export function Conflicts({ record, register }: { record: Shown; register: Register }) {
  const loaded = useRecordTexts()
  if (!loaded) return null
  const open = Object.keys(record.conflicts).flatMap((name) => fieldOf(register, name) ?? [])
  return (
    <>
      {open.map((field) => (
        <Conflict key={field.name} record={record} field={field} />
      ))}
    </>
  )
}

interface Props {
  record: Shown
  field: Field
}

function Conflict({ record, field }: Props) {
  const held = record.wrote?.[field.name]
  const others = Object.entries(record.conflicts[field.name] ?? {})
  const ids = others.map(([id]) => id)
  const value = record.data[field.name] ?? null
  const choose = async (chosen: Json[string]) => {
    const set = JSON.stringify(chosen) === JSON.stringify(value) ? {} : { set: { [field.name]: chosen } }
    await save({ unit: record.unit, record: record.id, resolves: { [field.name]: ids }, ...set })
    toast(r('conflict.chosen'))
  }
  const [busy, run] = useBusy()
  const pick = (chosen: Json[string]) => void run(() => choose(chosen).catch(trouble))
  const puts = useWatched(() => putsMadeHere(record.id), [record.id], record.id) ?? []
  const here = valuesFromHere(puts, record, field.name)
  const writers = [...(held ? [held.by] : []), ...others.map(([, one]) => one.by)]
  const alone = writers.length > 1 && writers.every((one) => one === who().id)
  const known = alone && (here.stands || here.kept.length > 0)
  const by = (account: string, onThis: boolean, device: string | undefined) => {
    if (known && onThis) return r('conflict.here')
    if (alone && device) return r(known ? 'conflict.elsewhere_named' : 'conflict.on_device', { device })
    if (known) return r('conflict.elsewhere')
    return account === who().id ? r('conflict.you') : nameOf(account) || t('record.someone')
  }
  const names = [
    ...new Set(writers.map((one) => (one === who().id ? r('conflict.you') : nameOf(one) || t('record.someone')))),
  ]
  const option = (shown: Json[string], from: string, act: () => void, key: string) => (
    <button key={key} type="button" class="secondary choice" disabled={busy} onClick={act}>
      <span class="value">
        <Answer field={field} value={shown} />
      </span>
      <span class="meta">{from}</span>
    </button>
  )
  const from = (one: Omit<Alternative, 'value'>, onThis: boolean) =>
    t('record.by_at', { name: by(one.by, onThis, one.device), at: moment(one.at) })
  return (
    <section class="note needs" id={`conflict-${field.name}`}>
      <h2>
        <Icon name="warn" />{' '}
        {r(alone ? 'conflict.own_title' : 'conflict.title', {
          field: inLanguage(field.label),
          names: names.join(', '),
        })}
      </h2>
      <p>{r('conflict.choose')}</p>
      {option(value, held ? from(held, here.stands) : r('conflict.stands'), () => pick(value), 'stands')}
      {others.map(([id, one]) => option(one.value, from(one, here.kept.includes(id)), () => pick(one.value), id))}
    </section>
  )
}
