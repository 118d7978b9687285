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
  const [left, right] = parts.map((operand): Value => {
    // How many entries an answer has, the answer itself, or what is said here.
    if (Array.isArray(operand))
      return [answer((operand[1] as { field?: string } | undefined)?.field ?? '') ?? []].flat().length
    const value = typeof operand === 'object' ? answer(operand.field) : operand
    return value === '' || (Array.isArray(value) && !value.length) ? null : (value ?? null)
  })
  if (what === 'selected') return [left].flat().includes(right)
  if (what === '=' || what === '!=') return (left === right) === (what === '=')
  if (typeof left !== typeof right || left === null || typeof left === 'boolean') return false
  return what === '<' ? left < right : what === '>' ? left > right : what === '<=' ? left <= right : left >= right
}
