import './Form.css'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { answered, checkPut, checkSubmit, fieldOf, shown } from '../core/registers'
import { points } from '../core/score'
import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import type { Field, Register } from '../core/types/register'
import { Icon } from '../parts/Icon'
import { useWatched } from '../parts/live'
import { RecordLine } from '../parts/RecordLine'
import { about } from '../records/catalog'
import { get } from '../records/records'
import { moment, number } from '../text/format'
import { said, t } from '../text/text'
import { inLines, worded } from './answerText'
import { Entry } from './Entry'
import { isEmpty, optionsOf } from './edit'
import { duplicate } from './hints'
import type { Start } from './start'
import { useDraft } from './useDraft'

export interface Done {
  values: Json
  period: string | undefined
  submit: boolean
  /** Ends the draft: to be called once the record has been saved. */
  drop: () => Promise<void>
}
interface Props {
  register: Register
  start: Start
  /** Saves; the form stays as it is where it rejects. */
  save: (done: Done) => Promise<void>
  /** Whether the person may submit, and what saving without is called. */
  submits: boolean
  keeps: 'form.draft' | 'form.save'
  top?: ((fill: (values: Json) => void) => ComponentChildren) | undefined
  remarks?: Record<string, ComponentChildren>
  periods?: ComponentChildren
}

type Faults = Record<string, Fault>
const LATER = ['choices', 'persons', 'person', 'longtext', 'ref', 'place', 'choice']

/** A form drawn from a register: what it asks for, in its order; what may be left out stands folded at the end. */
export function Form({ register, start, save, submits, keeps, top, remarks = {} }: Props) {
  const [values, setValues] = useState<Json>(start.values)
  const [faults, setFaults] = useState<Faults>({})
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  const draft = useDraft(start.key, () => inLines(register, values))
  const asked = useMemo(() => shown(register, values, about(start.unit)), [values])
  const [first, later] = useMemo(() => parted(register, asked, values), [asked])
  const twin = useWatched(() => duplicate(register, start.unit, values, start.record), [refsAndDay(register, values)])

  useEffect(() => {
    if (start.focus) box.current?.querySelector(`[data-field="${start.focus}"]`)?.scrollIntoView({ block: 'center' })
  }, [])

  const change = (given: Json, focus?: string) =>
    setValues((was) => {
      const now = { ...was, ...given }
      draft.keep({ ...start, values: now, focus })
      return now
    })
  const set = async (field: Field, value: Json[string]) => {
    change({ [field.name]: value }, field.name)
    setFaults(({ [field.name]: _, ...others }) => others)
    if (field.type === 'ref') change(await copiedFrom(register, field.name, value), field.name)
  }
  const send = async (submit: boolean) => {
    if (busy) return
    const found = check(register, values, submit, start.unit)
    setFaults(found)
    const [name] = register.fields.filter((field) => found[field.name]).map((field) => field.name)
    if (name) return reach(box.current, name)
    setBusy(true)
    await save({ values, period: start.period, submit, drop: draft.drop }).finally(() => setBusy(false))
  }
  const entry = (field: Field) => (
    <Entry
      key={field.name}
      field={field}
      unit={start.unit}
      value={values[field.name]}
      set={(value) => void set(field, value)}
      fault={faults[field.name]}
      remark={remarks[field.name]}
    />
  )
  return (
    <form
      ref={box}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send(submits)
      }}
    >
      {top?.((given) => change(given))}
      <Summary register={register} faults={faults} go={(name) => reach(box.current, name)} />
      {first.map((field) => (
        <>
          <Heading register={register} of={field} values={values} />
          {entry(field)}
          <Copied register={register} of={field} values={values} />
          {twin && field.name === register.period_from && (
            <section class="note waiting">
              <h2>
                <Icon name="warn" /> {t('hint.twin')}
              </h2>
              <ul>
                <RecordLine record={twin} />
              </ul>
              <p>{t('hint.twin_go_on')}</p>
            </section>
          )}
        </>
      ))}
      {later.length > 0 && (
        <details open={later.some((field) => !isEmpty(start.values[field.name]) || faults[field.name])}>
          <summary>
            <Icon name="add" /> {t('form.more')}{' '}
            <span class="help">{later.map((field) => said(field.label)).join(', ')}</span>
          </summary>
          {later.map(entry)}
        </details>
      )}
      <Follows register={register} values={values} />
      <div class="foot">
        <p class="meta" role="status">
          {t(`draft.${draft.keeping}`, { at: moment(Date.now()) })}
        </p>
        <div class="actions">
          <button
            type="button"
            class={submits ? 'secondary' : 'primary'}
            disabled={busy}
            onClick={() => void send(false)}
          >
            {t(keeps)}
          </button>
          {submits && (
            <button type="submit" class="primary" disabled={busy}>
              <Icon name="send" /> {t('form.send')}
            </button>
          )}
        </div>
      </div>
    </form>
  )
}

function Summary({ register, faults, go }: { register: Register; faults: Faults; go: (name: string) => void }) {
  const names = register.fields.filter(({ name }) => faults[name])
  if (!names.length) return null
  return (
    <section class="note needs" role="alert">
      <h2>
        <Icon name="warn" /> {t('form.faults', { n: names.length })}
      </h2>
      <ul>
        {names.map((field) => (
          <li key={field.name}>
            <button type="button" class="plain" onClick={() => go(field.name)}>
              {said(field.label)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What follows from the record that a field names: told, not asked. */
function Copied({ register, of, values }: { register: Register; of: Field; values: Json }) {
  if (of.type !== 'ref' || !values[of.name]) return null
  const told = register.fields.filter((field) => field.copy_from?.field === of.name && !isEmpty(values[field.name]))
  return (
    <dl class="copied">
      {told.map((field) => (
        <div key={field.name}>
          <dt>{said(field.label)}</dt>
          <dd>{worded(field, values[field.name])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The title of a section over its first field, with the points that it comes to. */
function Heading({ register, of, values }: { register: Register; of: Field; values: Json }) {
  const section = register.sections?.find(({ key }) => key === of.section)
  const before = register.fields[register.fields.indexOf(of) - 1]
  if (!section || before?.section === of.section) return null
  const reached = points(register, answered(register, values))[section.key] ?? 0
  return (
    <h2>
      {said(section.title)} {section.most && <small>{`${number(reached / 1000)}/${number(section.most)}`}</small>}
    </h2>
  )
}

/** What follows from the answers: told, not asked. */
function Follows({ register, values }: { register: Register; values: Json }) {
  const found = answered(register, values)
  const told = register.fields.filter(({ name, computed }) => computed && !isEmpty(found[name]))
  return told.length ? (
    <dl class="copied" aria-live="polite">
      {told.map((field) => (
        <div key={field.name}>
          <dt>{said(field.label)}</dt>
          <dd>{worded(field, found[field.name])}</dd>
        </div>
      ))}
    </dl>
  ) : null
}

async function copiedFrom(register: Register, name: string, id: string | null): Promise<Json> {
  const data = (id && (await get(id))?.data) || {}
  const fields = register.fields.filter(({ copy_from }) => copy_from?.field === name)
  return Object.fromEntries(fields.map((field) => [field.name, data[field.copy_from?.of ?? ''] ?? null]))
}

function check(register: Register, values: Json, submit: boolean, unit: string): Faults {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
  const { faults } = checkPut(register, { set: given }, optionsOf(register))
  return submit ? { ...checkSubmit(register, given, about(unit)), ...faults } : faults
}

/** What is asked first, and what follows folded: the last questions that may all be left out. */
function parted(register: Register, asked: Set<string>, values: Json): [Field[], Field[]] {
  const fields = register.fields.filter(({ name, copy_from }) => {
    const source = copy_from && fieldOf(register, copy_from.field)
    return asked.has(name) && !(source && (source.required || values[source.name]))
  })
  let from = fields.length
  while (from && !fields[from - 1]?.required && LATER.includes(fields[from - 1]?.type ?? '')) from--
  return fields.length - from > 1 ? [fields.slice(0, from), fields.slice(from)] : [fields, []]
}

const refsAndDay = (register: Register, values: Json) =>
  register.fields
    .filter(({ type, name }) => type === 'ref' || name === register.period_from)
    .map(({ name }) => values[name])

function reach(box: HTMLElement | null, name: string): void {
  // Drawn first: a folded part opens for its faults.
  requestAnimationFrame(() => {
    const entry = box?.querySelector<HTMLElement>(`[data-field="${name}"]`)
    entry?.querySelector<HTMLElement>('input, select, textarea, button')?.focus()
    entry?.scrollIntoView({ block: 'center' })
  })
}
