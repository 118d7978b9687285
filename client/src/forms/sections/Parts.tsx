import './Parts.css'
import type { VNode } from 'preact'
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
import { isDone, type Part, partsOf, withEvidence } from './parts'

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
 * at first that of the field `at`, else the first that is not done. Fields of no section stand below them.
 */
export function Parts({ register, asked, values, faults, at, entry }: Props) {
  const parts = partsOf(register, asked)
  const [open, setOpen] = useState(() => parts.find((one) => !isDone(one, values))?.section.key)
  useLayoutEffect(() => {
    const key = asked.find(({ name }) => name === at.name)?.section
    if (key) setOpen(key)
  }, [at])
  const loaded = useWidgetTexts()
  if (!loaded) return null
  const reached = points(register, answered(register, values))
  return (
    <>
      {parts.length > 1 && (
        <Progress register={register} parts={parts.map((one) => isDone(one, values))} values={values} />
      )}
      {parts.map((part, i) => (
        <One
          key={part.section.key}
          {...{ part, values, faults, entry, next: parts[i + 1], reached: reached[part.section.key] }}
          open={open === part.section.key}
          choose={setOpen}
        />
      ))}
      {asked.filter(({ section }) => !parts.some((part) => part.section.key === section)).map(entry)}
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
  const { key, title, most } = part.section
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
        {inLanguage(title)}{' '}
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
        <button type="button" class="secondary" onClick={() => choose(next.section.key)}>
          {w('form.next_part', { part: inLanguage(next.section.title) })}
        </button>
      )}
    </details>
  )
}
