import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { FileDrop } from '../shared/FileDrop'

/** A file that a form wants → the one that was chosen for it; null if nobody has it. */
export type Chosen = Record<string, File | null>

interface Props {
  names: string[]
  chosen: Chosen
  choose: (chosen: Chosen) => void
}

/** Asks for the files in which a form has its choices, or whether they are not to be had. */
export function WantedFiles({ names, chosen, choose }: Props) {
  return names.map((name) => {
    const { [name]: file, ...others } = chosen
    return (
      <fieldset key={name} class="wanted">
        <legend>{d('register.wanted', { name })}</legend>
        {file ? (
          <p class="picked" role="status">
            <Icon name="check" /> {file.name}
          </p>
        ) : (
          <p class="help">{d('register.wanted_why')}</p>
        )}
        <FileDrop
          bring={(one) => one && choose({ ...chosen, [name]: one })}
          accept=".csv,text/csv"
          label={d(file ? 'register.wanted_other' : 'register.wanted_choose')}
        />
        {!file && (
          <label class="tick">
            <input
              type="checkbox"
              checked={file === null}
              onChange={(event) => choose(event.currentTarget.checked ? { ...chosen, [name]: null } : others)}
            />
            {d('register.wanted_none')}
          </label>
        )}
      </fieldset>
    )
  })
}
