import type { VNode } from 'preact'
import type { Field } from '../../core/types/register'

/** What an input is given that only some forms have. */
export interface WidgetProps {
  field: Field
  value: string | null | undefined
  set: (value: string | null) => void
  described: string
  invalid: boolean
  /** The input into which the answer may be typed as a text. */
  typed: VNode
}
