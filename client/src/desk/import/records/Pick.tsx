import { useId } from 'preact/hooks'

interface Props {
  label: string
  value: string
  choices: [value: string, label: string][]
  /** The label of the choice of nothing; without it, one of the choices must be taken. */
  none?: string
  choose: (value: string) => void
  /** Whether the label is read aloud only, as it stands beside already. */
  silent?: boolean
}

/** A select with its label. */
export function Pick({ label, value, choices, none, choose, silent }: Props) {
  const id = useId()
  const select = (
    <select
      id={id}
      value={value}
      aria-label={silent ? label : undefined}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {none !== undefined && <option value="">{none}</option>}
      {choices.map(([key, text]) => (
        <option key={key} value={key}>
          {text}
        </option>
      ))}
    </select>
  )
  if (silent) return select
  return (
    <div class="choose">
      <label for={id}>{label}</label>
      {select}
    </div>
  )
}
