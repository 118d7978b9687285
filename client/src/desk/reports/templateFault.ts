import type { Json } from '../../core/types/json'
import { type DeskKey, d } from '../../text/desk'

const KNOWN = [
  ...['too_large', 'not_word', 'broken', 'active', 'braces', 'unclosed', 'unopened', 'torn', 'syntax', 'unknown'],
  ...['filter', 'test', 'says', 'deep', 'member', 'fill', 'render', 'loop', 'tangled', 'costly', 'busy'],
]

/**
 * What is wrong with a Word template, as a sentence that says what can be done, and where it stands; '' for a fault of
 * another kind. `wrong` is the fault as the server gives it.
 */
export function templateFault(wrong?: Json): string {
  if (!wrong || !KNOWN.includes(wrong.rule)) return ''
  const sentence = d(`template.${wrong.rule}` as DeskKey, wrong)
  return wrong.paragraph ? `${sentence} ${d('template.where', wrong)}` : sentence
}
