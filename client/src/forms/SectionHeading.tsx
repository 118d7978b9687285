import { answered } from '../core/registers'
import { points } from '../core/score'
import type { Json } from '../core/types/json'
import type { Field, Register } from '../core/types/register'
import { number } from '../text/format'
import { inLanguage } from '../text/text'

/**
 * The title of a section with the points that the answers `values` reach in it, drawn above the field `of`. Nothing if
 * that is not the first field of a section.
 */
export function SectionHeading({ register, of, values }: { register: Register; of: Field; values: Json }) {
  const section = register.sections?.find(({ key }) => key === of.section)
  const before = register.fields[register.fields.indexOf(of) - 1]
  if (!section || before?.section === of.section) return null
  const reached = points(register, answered(register, values))[section.key] ?? 0
  return (
    <h2>
      {inLanguage(section.title)} {section.most && <small>{`${number(reached / 1000)}/${number(section.most)}`}</small>}
    </h2>
  )
}
