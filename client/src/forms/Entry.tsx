import type { ComponentChildren } from 'preact'
import type { Answer } from '../core/engine'
import { withExpressions } from '../core/loadEngine'
import type { Json } from '../core/types/json'
import type { Fault } from '../core/types/mutation'
import type { Shown } from '../core/types/record'
import type { Field, Register } from '../core/types/register'
import { ahead, Later } from '../parts/Later'
import { choicesAt } from '../records/catalog'
import { inLanguage, t } from '../text/text'
import { colleagues, withNamed } from './colleagues'
import { Day } from './Day'
import { faultText } from './faultText'
import { hintOf } from './hints'
import { Numeric } from './Numeric'
import { type Option, Pick } from './Pick'
import { Place } from './Place'
import type { Camera } from './photos/usePhotos'
import { Ref } from './Ref'
import { Rows } from './Rows'
import type { WidgetProps } from './widgets/props'

interface Props {
  field: Field
  unit: string
  /** The day (YYYY-MM-DD) that the record is of; lists from which to choose are of its time. */
  day: string
  /** The records that others may refer to. */
  referable: Shown[]
  value: Json[string]
  /** The other answers of the form, which rows may ask. */
  answer?: Answer
  set: (value: Json[string]) => void
  fault: Fault | undefined
  /** What photos need of their form. */
  camera?: Camera
  /** What is unusual about the answer, where more than the field and its value have to be known. */
  hint?: string | null
  /** What a reviewer wrote about this field, to be shown below it. */
  remark?: ComponentChildren
}

/** Types of fields that few registers have, whose inputs are no part of the core. */
const WIDGETS = ['time', 'datetime', 'barcode']
const GROUPS = ['choice', 'choices', 'person', 'persons', 'ref', 'rows', 'place', 'photos', 'yesno']

/**
 * One field of a form: a note's text alone; of any other its label, input and help, a reviewer's remark, a hint if its
 * number is unusual, and what is wrong with the answer.
 */
export function Entry(props: Props) {
  const { field, value, fault, remark } = props
  if (field.type === 'note') return <p class="entry">{inLanguage(field.label)}</p>
  const describedBy = `${field.name}-told`
  const hint = props.hint ?? hintOf(field, value)
  const group = GROUPS.includes(field.type)
  const beside = field.type === 'integer' || field.type === 'decimal'
  const label = (
    <>
      {inLanguage(field.label)} {!field.required && <small>{t('form.optional')}</small>}
    </>
  )
  const Box = group ? 'fieldset' : 'div'
  return (
    <Box class="entry" data-field={field.name}>
      {group ? <legend>{label}</legend> : !beside && <label for={field.name}>{label}</label>}
      {remark}
      <Control {...props} describedBy={describedBy} />
      <div id={describedBy}>
        {field.help && <p class="help">{inLanguage(field.help)}</p>}
        {hint && !fault && <p class="waiting hint">{hint}</p>}
        {fault && <p class="fault">{faultText(fault, field, value)}</p>}
      </div>
    </Box>
  )
}

/** Loads what fields are drawn with that is no part of the core, so that their form stands whole at once. */
export const controls = async (register: Register) => {
  if (register.sections?.length) await ahead(sections)
  if (register.needs?.some((one) => WIDGETS.includes(one))) await ahead(widget)
  if (register.fields.some(({ type }) => type === 'photos')) await ahead(photos)
  await withExpressions([register])
}

/** Its texts too: what stands a moment later moves what is below, and scrolling to a field finds nothing there. */
const widgets = async () => {
  const part = await import('./widgets/widgets')
  await part.loadWidgetTexts()
  return part
}

/** Loads what the parts of a long form are drawn with. */
export const sections = async () => (await widgets()).Parts

const widget = async () => (await widgets()).Widget

const photos = async () => (await import('./photos/photos')).PhotoField

function Control({
  field,
  unit,
  day,
  referable,
  value,
  answer,
  set,
  fault,
  camera,
  describedBy,
}: Props & { describedBy: string }) {
  const common = { field, set, described: describedBy, invalid: !!fault }
  const choice = {
    name: field.name,
    set,
    value,
    described: describedBy,
    invalid: !!fault,
    label: inLanguage(field.label),
  }
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return <Numeric {...common} value={value} />
    case 'date':
      return <Day {...common} value={value} />
    case 'choice':
    case 'choices':
      return (
        <Pick
          {...choice}
          options={offered(field, unit, value)}
          several={field.type === 'choices'}
          required={!!field.required}
        />
      )
    case 'person':
    case 'persons':
      return (
        <Pick
          {...choice}
          options={withNamed(colleagues(field, unit), [value ?? []].flat())}
          several={field.type === 'persons'}
          required={!!field.required}
        />
      )
    case 'yesno':
      return (
        <Pick
          {...choice}
          options={['yes', 'no'].map((one) => ({ value: one, label: t(`answer.${one as 'yes' | 'no'}`) }))}
          value={value === true ? 'yes' : value === false ? 'no' : null}
          set={(one) => set(one === null ? null : one === 'yes')}
          required={!!field.required}
        />
      )
    case 'ref':
      return <Ref field={field} unit={unit} day={day} referable={referable} choice={choice} />
    case 'place':
      return <Place value={value} set={set} />
    case 'rows':
      return <Rows {...{ field, unit, day, referable, value, answer, set, fault }} />
    case 'photos':
      return camera ? (
        <Later
          load={photos}
          with={{ field, set, value, camera, described: describedBy }}
          away={<p class="help">{t('form.photos_away')}</p>}
        />
      ) : null
    case 'text':
    case 'longtext':
      return <Text {...common} value={value} />
    default:
      if (WIDGETS.includes(field.type)) return <Widget {...common} value={value} />
      return <p class="help">{t('form.newer')}</p>
  }
}

interface TextProps {
  field: Field
  value: string | null
  set: (value: string) => void
  described: string
  invalid: boolean
}

/** An input that few registers have. Where it cannot be loaded, its answer is typed. */
function Widget(props: TextProps & Pick<WidgetProps, 'set'>) {
  const typed = <Text {...props} />
  return <Later load={widget} with={{ ...props, typed }} away={typed} />
}

const LINE = 100 // characters, beyond which one line hides what was written

function Text({ field, value, set, described, invalid }: TextProps) {
  const most = field.length?.[1]
  const long = field.type === 'longtext'
  const Box = long || (field.type === 'text' && (most ?? LINE + 1) > LINE) ? 'textarea' : 'input'
  return (
    <Box
      id={field.name}
      name={field.name}
      value={value ?? ''}
      rows={long ? 4 : 2}
      class={long ? '' : 'short'}
      autocomplete="off"
      enterkeyhint={long ? undefined : 'next'}
      onInput={(event: Event) => {
        const { value: wrote } = event.currentTarget as HTMLInputElement
        set(long ? wrote : wrote.replace(/\s*\n\s*/g, ' '))
      }}
      aria-describedby={described}
      aria-invalid={invalid}
      aria-required={field.required}
    />
  )
}

/** The choices of a field in a unit, without those that are retired or another unit's, unless chosen in `value`. */
const offered = (field: Field, unit: string, value: Json[string]): Option[] =>
  (field.choices ?? [])
    .filter((one) => [value].flat().includes(one.value) || (!one.retired && choicesAt(field, unit).includes(one)))
    .map((one) => ({ value: one.value, label: inLanguage(one.label) }))
