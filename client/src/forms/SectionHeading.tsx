import { answered } from '../core/registers'
import { points } from '../core/score'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'
import { number } from '../text/format'
import { inLanguage } from '../text/text'

interface Props {
  register: Register
  of: Field
  /** The field that is shown before it; none above the first. */
  before: Field | undefined
  values: Json
}

/**
 * The title of a section with the points that the answers `values` reach in it, drawn above the field `of`. Nothing if
 * that is not the first field of a section that is shown.
 */
export function SectionHeading({ register, of, before, values }: Props) {
  const section = register.sections?.find(({ key }) => key === of.section)
  if (!section || before?.section === of.section) return null
  const reached = points(register, answered(register, values))[section.key] ?? 0
  return (
    <h2>
      {inLanguage(section.title)} {section.most && <small>{`${number(reached / 1000)}/${number(section.most)}`}</small>}
    </h2>
  )
}
