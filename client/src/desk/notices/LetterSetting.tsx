import { change, Refusal } from '../../api/requests'
import { useBusy } from '../../parts/busy'
import { d } from '../../text/desk'
import { language } from '../../text/text'
import { explain } from '../shared/saveFile'
import { useResource } from '../shared/useResource'

const PATH = '/api/weekly-letter'

/** Where the person's weekly letter goes; nothing where the server sends none, or none to this person. */
export function LetterSetting() {
  const { found, again } = useResource(PATH)
  const [busy, run] = useBusy()
  if (!found?.body.available) return null
  const { address } = found.body
  const begin = (event: Event) => {
    event.preventDefault()
    const { mail } = event.currentTarget as HTMLFormElement & { mail: HTMLInputElement }
    const sent = change('PUT', PATH, { address: mail.value.trim(), language: language() })
    void run(() => sent.then(again)).catch((fault) => {
      if (!(fault instanceof Refusal) || fault.code !== 'malformed') return explain(fault)
      mail.setCustomValidity(d('letter.bad'))
      mail.reportValidity()
    })
  }
  const end = () => void run(() => change('DELETE', PATH).then(again)).catch(explain)
  return (
    <section class="ringing">
      <h2>{d('letter.title')}</h2>
      <p>{address ? d('letter.goes', { address }) : d('letter.why')}</p>
      {address ? (
        <button type="button" class="secondary" disabled={busy} onClick={end}>
          {d('letter.end')}
        </button>
      ) : (
        <form class="letter" onSubmit={begin}>
          <label>
            {d('letter.address')}
            <input
              type="email"
              name="mail"
              required
              maxLength={254}
              autocomplete="email"
              onInput={(event) => event.currentTarget.setCustomValidity('')}
            />
          </label>
          <button type="submit" class="secondary" disabled={busy}>
            {d('letter.begin')}
          </button>
        </form>
      )}
    </section>
  )
}
