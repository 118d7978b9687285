import './Codes.css'
import { useState } from 'preact/hooks'
import { change, Refusal } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { trouble } from '../../parts/Trouble'
import { d } from '../../text/desk'
import { dated } from '../shared/dated'

/**
 * Makes one-time codes for the accounts `people` (ids) that an import has made, and prints a card to cut out for each.
 * A code is shown only now and stored nowhere.
 */
export function ImportCodes({ people }: { people: string[] }) {
  const [slips, setSlips] = useState<Json[]>([])
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    setFault('')
    const made = [...slips]
    try {
      for (const account of people.slice(made.length)) {
        made.push(await change('POST', `/api/people/${account}/code`))
        setSlips([...made])
      }
    } catch (error) {
      setFault(error instanceof Refusal ? error.detail : d('import.offline'))
    } finally {
      setBusy(false)
    }
  }
  const all = slips.length === people.length
  return (
    <section class="import-codes">
      <p>{d('import.codes_why')}</p>
      <div role="status">
        {busy && <progress max={people.length} value={slips.length} aria-label={d('import.doing')} />}
        {slips.length > 0 && <p>{d('import.codes_made', { n: slips.length, of: people.length })}</p>}
        {fault && <p class="fault">{fault}</p>}
      </div>
      {all ? (
        <button type="button" class="primary" onClick={() => print()}>
          {d('import.print')}
        </button>
      ) : (
        <button type="button" class="primary" disabled={busy} onClick={() => make().catch(trouble)}>
          {d('import.codes', { n: people.length - slips.length })}
        </button>
      )}
      <ul class="slips">
        {slips.map((slip) => (
          <li key={slip.account}>
            <h3>{slip.name}</h3>
            <p>{d('import.slip')}</p>
            <dl>
              <div>
                <dt>{d('import.slip_user')}</dt>
                <dd>{slip.username}</dd>
              </div>
              <div>
                <dt>{d('import.slip_code')}</dt>
                <dd class="code">{slip.code}</dd>
              </div>
            </dl>
            <p class="meta">{d('import.slip_where', { address: location.origin })}</p>
            <p class="meta">{d('import.slip_until', { at: dated(slip.expires) })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
