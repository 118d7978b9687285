import './Parts.css'
import { Fragment, type VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { answered } from '../../core/registers'
import { points } from '../../core/score'
import type { Json } from '../../core/types/json'
import type { Field, Register } from '../../core/types/register'
import { Icon } from '../../parts/Icon'
import { number } from '../../text/format'
import { inLanguage } from '../../text/text'
import { useWidgetTexts, w } from '../../text/widgets'
import { answerText } from '../answerText'
import type { Faults } from '../checkForm'
import { Progress } from './Progress'
import { isDone, isFolded, type Part, partsOf, withEvidence } from './parts'

interface Props {
  register: Register
  /** The fields that are asked, in their order. */
  asked: Field[]
  values: Json
  faults: Faults
  /** The field that is to be in sight, anew with each object. */
  at: { name?: string | undefined }
  entry: (field: Field) => VNode
}

/**
 * The fields of a register with sections, of which one is unfolded: a part a screen. Which one is the person's choice,
 * at first that of the field `at`, else the first that is not done. What is of no section, or only says something,
 * stands open where it is.
 */
export function Parts({ register, asked, values, faults, at, entry }: Props) {
  const all = partsOf(register, asked)
  const parts = all.filter(isFolded)
  const [open, setOpen] = useState(() => parts.find((one) => !isDone(one, values))?.key)
  useLayoutEffect(() => {
    const part = parts.find(({ fields }) => fields.some(({ name }) => name === at.name))
    if (part) setOpen(part.key)
  }, [at])
  const loaded = useWidgetTexts()
  if (!loaded) return null
  const reached = points(register, answered(register, values))
  return (
    <>
      {parts.length > 1 && (
        <Progress register={register} parts={parts.map((one) => isDone(one, values))} values={values} />
      )}
      {all.map((part) =>
        parts.includes(part) ? (
          <One
            key={part.key}
            {...{ part, values, faults, entry, next: parts[parts.indexOf(part) + 1] }}
            reached={reached[part.section?.key ?? '']}
            open={open === part.key}
            choose={setOpen}
          />
        ) : (
          <Fragment key={part.key}>
            {part.section && <h2>{inLanguage(part.section.title)}</h2>}
            {part.fields.map(entry)}
          </Fragment>
        ),
      )}
    </>
  )
}

interface OneProps extends Pick<Props, 'values' | 'faults' | 'entry'> {
  part: Part
  next: Part | undefined
  /** Points in thousandths, where it has any. */
  reached: number | undefined
  open: boolean
  choose: (key: string | undefined) => void
}

/** A part: its title with its points, and unfolded its fields with the way to the next one. */
function One({ part, next, values, faults, reached = 0, open, entry, choose }: OneProps) {
  const { key, section } = part
  const most = section?.most
  const box = useRef<HTMLDetailsElement>(null)
  const opened = useRef(open)
  useLayoutEffect(() => {
    // Who went on from above stands at its beginning: what was folded there has moved it out of sight.
    if (open && !opened.current) {
      box.current?.scrollIntoView()
      box.current?.querySelector('summary')?.focus({ preventScroll: true })
    }
    opened.current = open
  }, [open])
  const turned = () => {
    const now = !!box.current?.open
    if (now !== open) choose(now ? key : undefined)
  }
  return (
    <details ref={box} class="part" open={open} onToggle={turned}>
      <summary>
        {inLanguage(section?.title)}{' '}
        <small>
          {most && `${number(reached / 1000)}/${number(most)}`}
          {isDone(part, values) && <Icon name="check" />}
        </small>
      </summary>
      {withEvidence(part).map(([field, evidence]) => (
        <div key={field.name} class="with-evidence">
          {entry(field)}
          {evidence.map((one) => (
            <details key={one.name} class="evidence" open={!!faults[one.name]}>
              <summary>
                <Icon name="add" /> {w('form.evidence')} <span class="help">{answerText(one, values[one.name])}</span>
              </summary>
              {entry(one)}
            </details>
          ))}
        </div>
      ))}
      {next && (
        <button type="button" class="secondary" onClick={() => choose(next.key)}>
          {w('form.next_part', { part: inLanguage(next.section?.title) })}
        </button>
      )}
    </details>
  )
}
