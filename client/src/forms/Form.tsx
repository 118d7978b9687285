import './Form.css'
import { type ComponentChildren, Fragment } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { engine } from '../core/engine'
import { answered, answerIn, fieldOf, shown } from '../core/registers'
import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import type { Field, Register } from '../core/types/register'
import { useBusy } from '../parts/busy'
import { Icon } from '../parts/Icon'
import { Later } from '../parts/Later'
import { useWatched } from '../parts/live'
import { RecordLine } from '../parts/RecordLine'
import { levelAndKind } from '../records/catalog'
import { lineOf } from '../records/lines'
import { moment } from '../text/format'
import { inLanguage, t } from '../text/text'
import { answersAsText, answerText } from './answerText'
import { checkForm, type Faults } from './checkForm'
import { Computed, CopiedFields } from './Derived'
import { Entry, sections } from './Entry'
import { isEmpty } from './edit'
import { FaultSummary } from './FaultSummary'
import { closedDay, duplicate, oddDay } from './hints'
import { divided } from './layout'
import { settled, withChoicesLeft } from './leftChoices'
import { copiedFrom, dayOf, preselected } from './preselect'
import { useReferable } from './referable'
import type { Start } from './start'
import { type Keeping, useDraft } from './useDraft'

/** What a form hands over to be saved. `submit`: whether the person submits the record or only saves it. */
export interface Done {
  values: Json
  period: string | undefined
  submit: boolean
  /** Deletes the form's draft: to be called once the record has been saved. */
  drop: () => Promise<void>
}
interface Props {
  register: Register
  start: Start
  /** Saves the answers. If it rejects, the form stays open as it is. */
  save: (done: Done) => Promise<void>
  /** Whether the person may submit the record. `keeps` is the label of the button that saves without submitting. */
  submits: boolean
  keeps: 'form.draft' | 'form.save'
  top?: ((fill: (values: Json) => void) => ComponentChildren) | undefined
  remarks?: Record<string, ComponentChildren>
  /** The account's last record of the register, whose model a new one starts with. */
  last?: Shown | null
}

/**
 * A form with the fields of a register in their order, the last optional ones folded away. What is typed is kept as a
 * draft. `top` draws what stands above the fields, `remarks` holds what reviewers wrote, by field.
 */
export function Form(props: Props) {
  // It stands whole at once: what came a moment later would move what a finger is about to touch.
  const referable = useReferable(props.register.fields)
  return referable ? <Fields {...props} referable={referable} /> : <p class="help">{t('home.loading')}</p>
}

function Fields(props: Props & { referable: Shown[] }) {
  const { register, start, save, submits, keeps, top, remarks = {}, referable, last = null } = props
  const [values, setValues] = useState<Json>(() => {
    const begins = { ...start.values, ...preselected(register, start, last, referable) }
    return start.record ? begins : settled(register, begins)
  })
  const [begun] = useState(values)
  const [faults, setFaults] = useState<Faults>({})
  const [at, setAt] = useState<{ name?: string | undefined }>({ name: start.focus })
  const [busy, run] = useBusy()
  const box = useRef<HTMLFormElement>(null)
  const draft = useDraft(start.key, () => answersAsText(register, values))
  const visible = useMemo(() => shown(register, values, levelAndKind(start.unit)), [register, values])
  const [first, later] = useMemo(() => divided(register, visible, values), [visible])
  const twin = useWatched(() => duplicate(register, start.unit, values, start.record), [refsAndDay(register, values)])

  useEffect(() => entryOf(box.current, start.focus)?.scrollIntoView({ block: 'center' }), [])

  const go = (name: string, { row, field }: Partial<Fault> = faults[name] ?? {}) => {
    setAt({ name })
    reach(box.current, field ? `${name}.${row}.${field}` : name)
  }
  const change = (given: Json, focus?: string) =>
    setValues((was) => {
      const now = settled(register, { ...was, ...given })
      draft.keep(standing(start, now, focus))
      return now
    })
  const set = (field: Field, value: Json[string]) => {
    change({ [field.name]: value, ...copiedFrom(register, field.name, value, referable) }, field.name)
    setFaults(({ [field.name]: _, ...others }) => others)
  }
  const send = async (submit: boolean) => {
    const found = checkForm(register, values, submit, start.unit)
    // Where nothing changes, nothing is drawn before all is saved.
    if (Object.keys({ ...faults, ...found }).length) setFaults(found)
    const wrong = register.fields.find(({ name }) => found[name])?.name
    if (wrong) return go(wrong, found[wrong])
    await run(() => save({ values, period: start.period, submit, drop: draft.drop }))
  }
  const live = (field: Field) =>
    field.live_label && engine.filled ? { ...field, label: engine.filled(field.live_label, written) } : field
  const written = (name: string) => answerText(fieldOf(register, name) as Field, answered(register, values)[name])
  const answer = answerIn(register, values)
  const entry = (field: Field) => (
    <Fragment key={field.name}>
      <Entry
        field={withChoicesLeft(live(field), values, answer)}
        unit={start.unit}
        day={dayOf(register, values, start.period)}
        referable={referable}
        value={values[field.name]}
        answer={answer}
        set={(value) => set(field, value)}
        fault={faults[field.name]}
        hint={field.name === register.period_from ? dayHint(register, start.unit, values[field.name]) : null}
        camera={{ of: start, opens: (awaits) => draft.now(standing(start, values, field.name, awaits)) }}
        remark={remarks[field.name]}
      />
      {values[field.name] !== begun[field.name] && <CopiedFields register={register} of={field} values={values} />}
      {twin && field.name === register.period_from && <Duplicate record={twin} />}
    </Fragment>
  )
  return (
    <form ref={box} class="form" noValidate onSubmit={only(() => void send(submits))}>
      {top?.(change)}
      <FaultSummary register={register} faults={faults} go={go} />
      {register.sections?.length ? (
        <Later load={sections} with={{ register, asked: first, values, faults, at, entry }} away={first.map(entry)} />
      ) : (
        first.map(entry)
      )}
      {later.length > 0 && <Folded fields={later} {...{ start, values, faults, entry }} />}
      <Computed register={register} values={values} />
      <Foot keeping={draft.keeping} keeps={keeps} submits={submits} busy={busy} save={() => void send(false)} />
    </form>
  )
}

interface FoldedProps {
  fields: Field[]
  start: Start
  values: Json
  faults: Faults
  entry: (field: Field) => ComponentChildren
}

/** The last optional fields, unfolded where one had an answer from the start or has a fault. */
function Folded({ fields, start, values, faults, entry }: FoldedProps) {
  return (
    <details open={fields.some((field) => !isEmpty(start.values[field.name]) || faults[field.name])}>
      <summary>
        <Icon name="add" /> {t('form.more')}{' '}
        <span class="help">{fields.map((field) => summed(field, values[field.name])).join(', ')}</span>
      </summary>
      {fields.map(entry)}
    </details>
  )
}

/** Does `job` instead of what the browser would do at an event. */
const only = (job: () => void) => (event: Event) => {
  event.preventDefault()
  job()
}

/** Warns that `record` has the same day and references: most likely the same event, recorded twice. */
function Duplicate({ record }: { record: Shown }) {
  return (
    <section class="note waiting">
      <h2>
        <Icon name="warn" /> {t('hint.twin')}
      </h2>
      <ul>
        <RecordLine line={lineOf(record)} />
      </ul>
      <p>{t('hint.twin_go_on')}</p>
    </section>
  )
}

interface FootProps extends Pick<Props, 'keeps' | 'submits'> {
  keeping: Keeping
  busy: boolean
  save: () => void
}

/** The buttons of a form, below a line that says whether what was typed is stored on this phone (`keeping`). */
function Foot({ keeping, keeps, submits, busy, save }: FootProps) {
  return (
    <div class="foot">
      <p class="meta" role="status">
        {t(`draft.${keeping}`, { at: moment(Date.now()) })}
      </p>
      <div class="actions">
        <button type="button" class={submits ? 'secondary' : 'primary'} disabled={busy} onClick={save}>
          {t(keeps)}
        </button>
        {submits && (
          <button type="submit" class="primary" disabled={busy}>
            <Icon name="send" /> {t('form.send')}
          </button>
        )}
      </div>
    </div>
  )
}

/** The form as it is stored: what it started from with its answers now, the field to go to, and whether a camera is open for it. */
const standing = (start: Start, values: Json, focus?: string, awaits = false): Json => ({
  ...start,
  values,
  focus,
  awaits: awaits ? focus : undefined,
})

/** A folded field: its label, and its answer where it has one. */
const summed = (field: Field, value: Json[string]) =>
  [inLanguage(field.label), field.type !== 'longtext' && answerText(field, value)].filter(Boolean).join(': ')

const dayHint = (register: Register, unit: string, day?: string) => closedDay(register, unit, day) ?? oddDay(day)

/** The answers by which a duplicate is recognized: the records that are referred to, and the day. */
const refsAndDay = (register: Register, values: Json) =>
  register.fields
    .filter(({ type, name }) => type === 'ref' || name === register.period_from)
    .map(({ name }) => values[name])

const entryOf = (box: HTMLElement | null, name = '') => box?.querySelector<HTMLElement>(`[data-field="${name}"]`)

/** Scrolls to the field of that name in the form `box`, and puts the focus into its input. */
function reach(box: HTMLElement | null, name: string): void {
  // Drawn first: a folded part opens for its faults.
  requestAnimationFrame(() => {
    const entry = entryOf(box, name)
    entry?.querySelector<HTMLElement>('input, select, textarea, button')?.focus()
    entry?.scrollIntoView({ block: 'center' })
  })
}
