import type { Json } from '../../../core/types/json'
import { d } from '../../../text/desk'
import { inLanguage, t } from '../../../text/text'
import { Pick } from './Pick'
import type { Answerable } from './registers'

interface Props {
  one: Answerable
  value: Json[string]
  set: (value: Json[string]) => void
}

/** The one answer that a field has in all rows; what is typed is read as a cell would be. */
export function FixedAnswer({ one: { field, label }, value, set }: Props) {
  const choices = meanings(field)
  if (choices.length)
    return (
      <Pick
        silent
        label={d('bring.fixed_of', { field: label })}
        value={typeof value === 'string' ? value : ''}
        none={d('bring.choose_value')}
        choices={choices}
        choose={set}
      />
    )
  return (
    <input
      type="text"
      aria-label={d('bring.fixed_of', { field: label })}
      value={typeof value === 'string' ? value : ''}
      onInput={(event) => set(event.currentTarget.value)}
    />
  )
}

/** What a cell of a field with choices may mean: each answer as text, with its label; empty for other fields. */
export function meanings(field: Answerable['field']): [string, string][] {
  if (field.type === 'yesno')
    return [
      ['true', t('answer.yes')],
      ['false', t('answer.no')],
    ]
  return (field.choices ?? [])
    .filter(({ retired }) => !retired)
    .map((choice) => [choice.value, inLanguage(choice.label)])
}

/** The answer that a text of `meanings` stands for; of a field with several, a list of it. */
export function meant(field: Answerable['field'], text: string): Json[string] {
  if (field.type === 'yesno') return text === 'true'
  return field.type === 'choices' ? [text] : text
}
