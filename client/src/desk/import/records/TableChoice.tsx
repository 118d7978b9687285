import { useId } from 'preact/hooks'
import { d } from '../../../text/desk'
import { inLanguage } from '../../../text/text'
import { Pick } from './Pick'
import { registersToBring } from './registers'
import type { Upload } from './types'

/** Which table of a file is brought in, and into which register; `header`: the row with the headings, from 1. */
export interface Chosen {
  sheet: number
  header: number
  register: string
}

interface Props {
  upload: Upload
  chosen: Chosen
  choose: (changes: Partial<Chosen>) => void
}

/** The choice of register, sheet and row of headings. */
export function TableChoice({ upload, chosen, choose }: Props) {
  const id = useId()
  return (
    <div class="filters">
      <Pick
        label={d('desk.register')}
        value={chosen.register}
        choices={registersToBring().map(({ key, title }) => [key, inLanguage(title)])}
        none={d('bring.choose_register')}
        choose={(register) => choose({ register })}
      />
      {upload.sheets.length > 1 && (
        <Pick
          label={d('bring.sheet')}
          value={`${chosen.sheet}`}
          choices={upload.sheets.map(({ name, rows }, n) => [`${n}`, d('bring.sheet_of', { name, n: rows })])}
          choose={(value) => choose({ sheet: Number(value), header: upload.sheets[Number(value)]?.header ?? 0 })}
        />
      )}
      <div class="choose bring-header">
        <label for={id}>{d('bring.header')}</label>
        <input
          id={id}
          type="number"
          min="0"
          max="1000000"
          value={chosen.header}
          onChange={(event) => choose({ header: Math.max(0, Number(event.currentTarget.value) || 0) })}
        />
      </div>
    </div>
  )
}
