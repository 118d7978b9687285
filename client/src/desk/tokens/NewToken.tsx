import { useRef, useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { DateInput } from '../../parts/DateInput'
import { d } from '../../text/desk'
import { today } from '../../text/format'
import { registerChoices } from '../shared/Filters'
import { catalogUnits } from '../shared/foundUnits'
import { Ask, Sheet } from '../shared/Sheet'
import { UnitPicker } from '../shared/UnitPicker'

const PATH = '/api/session/tokens'
const USUAL = 90 // days
const MOST = 366

interface Props {
  /** Is given the token, which the server says once. */
  made: (token: string) => void
  close: () => void
}

/** The dialog that makes a token: its name, what it opens, until when, and the password of whoever makes it. */
export function NewToken({ made, close }: Props) {
  const token = useRef('')
  const [unit, setUnit] = useState('')
  const [registers, setRegisters] = useState<string[]>([])
  const [typed, type] = useState({ name: '', until: today(USUAL), password: '' })
  const set = (name: keyof typeof typed) => (event: Event) =>
    type({ ...typed, [name]: (event.currentTarget as HTMLInputElement).value })
  const send = async () => {
    const wanted = { ...typed, registers, units: unit ? [unit] : [] }
    token.current = (await change('POST', PATH, wanted)).token
  }
  // Only once the dialog is closed, which gives the focus back to where it was.
  const closed = () => {
    close()
    if (token.current) made(token.current)
  }
  const tick = (key: string) =>
    setRegisters(registers.includes(key) ? registers.filter((one) => one !== key) : [...registers, key])
  return (
    <Sheet title={d('tokens.make')} go={d('tokens.make')} send={send} close={closed}>
      <Ask label={d('tokens.name')} help={d('tokens.name_help')}>
        <input value={typed.name} maxLength={200} required onInput={set('name')} />
      </Ask>
      <UnitPicker
        class="ask"
        label={d('tokens.unit')}
        value={unit}
        choose={setUnit}
        among={catalogUnits()}
        none={d('tokens.all_units')}
      />
      <fieldset class="ask">
        <legend>{d('tokens.registers')}</legend>
        <div class="token-registers">
          {registerChoices().map(([key, title]) => (
            <label class="check" key={key}>
              <input type="checkbox" checked={registers.includes(key)} onChange={() => tick(key)} />
              <span>{title}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Ask label={d('tokens.until')}>
        <DateInput
          value={typed.until}
          min={today()}
          max={today(MOST)}
          required
          set={(until) => type({ ...typed, until })}
        />
      </Ask>
      <Ask label={d('factor.password')} help={d('tokens.password_help')}>
        <input
          type="password"
          value={typed.password}
          autocomplete="current-password"
          required
          onInput={set('password')}
        />
      </Ask>
    </Sheet>
  )
}
