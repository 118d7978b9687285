import { useState } from 'preact/hooks'
import { type Brought, bringFile } from '../../api/bundles'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { trouble } from '../../parts/Trouble'
import { b, useBringTexts } from '../../text/bring'
import { number } from '../../text/format'

interface Sent extends Partial<Brought> {
  name: string
}

/** Sends files that other phones have sealed, and says what became of each. */
export function BringFiles() {
  const [all, setAll] = useState<Sent[]>([])
  const [busy, run] = useBusy()
  const loaded = useBringTexts()
  const choose = (event: Event) => {
    const field = event.currentTarget as HTMLInputElement
    const files = [...(field.files ?? [])]
    field.value = ''
    void run(async () => {
      setAll(files.map(({ name }) => ({ name })))
      for (const [at, file] of files.entries()) {
        const brought = await bringFile(file)
        setAll((before) => before.map((one, index) => (index === at ? { ...one, ...brought } : one)))
      }
    }).catch(trouble)
  }
  if (!loaded) return null
  return (
    <section class="entry">
      <h2>{b('brought.title')}</h2>
      <p class="help">{b('brought.lead')}</p>
      <label class="secondary choose-file">
        {b('brought.choose')}
        <input class="hidden" type="file" multiple disabled={busy} onChange={choose} />
      </label>
      <div role="status">
        <ul class="brought">
          {all.map((one) => (
            <li key={one.name} class={tone(one)}>
              <Icon name={!one.state ? 'sync' : tone(one).includes('safe') ? 'check' : 'warn'} />
              <span>{words(one)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function tone({ state, unread }: Sent): string {
  if (!state) return 'word waiting'
  return !unread && ['taken_in', 'waiting', 'early'].includes(state) ? 'word safe' : 'word needs'
}

function words({ name, state, mutations = 0, drafts = 0, unread = 0, why = '' }: Sent): string {
  if (!state) return b('brought.sending', { name })
  const became = b(`brought.${state}`, { name, n: number(mutations), drafts: number(drafts), why })
  return unread ? `${became} ${b('brought.unread', { n: unread })}` : became
}
