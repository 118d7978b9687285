/** Trees of conditions: whether one holds. Same rules as sync/registers/conditions.py. */

import type { Json } from './types/json'
import type { Tree } from './types/register'

type Value = Json[string]

/**
 * Whether a tree holds, where `answer` gives the answer of a field: null if there is none, or its form hides it. What has
 * no answer equals only the empty text, and is neither less nor more.
 */
export function holds([what, ...parts]: Tree, answer: (field: string) => Value): boolean {
  const part = (tree?: Tree[number]) => holds(tree as Tree, answer)
  if (what === 'and') return parts.every(part)
  if (what === 'or') return parts.some(part)
  if (what === 'not') return !part(parts[0])
  const [left, right] = parts.map((operand) => operandOf(operand, answer))
  if (what === 'selected') return [left].flat().includes(right)
  if (what === '=') return left === right
  if (what === '!=') return left !== right
  if (typeof left !== typeof right || !(typeof left === 'string' || typeof left === 'number')) return false
  const [below, above] = `${what}`[0] === '<' ? [left, right] : [right, left]
  return below < above || (below === above && `${what}`.length > 1)
}

/** What an operand stands for: an answer, how many entries it has, or itself; null for nothing. */
function operandOf(operand: Tree[number], answer: (field: string) => Value): Value {
  if (Array.isArray(operand)) return [answer((operand[1] as { field: string }).field) ?? []].flat().length
  const value = typeof operand === 'object' ? answer(operand.field) : operand
  return value === '' || value === undefined || (Array.isArray(value) && !value.length) ? null : value
}
