import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../parts/Icon'
import { browser } from '../../platform/browser'
import type { Held } from '../../platform/held'
import { t } from '../../text/text'
import { EmbeddedBrowser } from './EmbeddedBrowser'
import { Emptied } from './Emptied'
import { Install } from './Install'

/** Why somebody was not let in: a text for them, and the label of one more field that they have to fill in. */
export interface Barred {
  text: string
  field?: string
}

/** What the sign-in form needs. `borrowed`: the app, such as Zalo, in whose built-in browser the page is open. */
export interface Entering {
  /**
   * Signs in, with the `code` of a second factor if one was typed; resolves with undefined, or why not. Absent when the
   * build draws the form.
   */
  enter?: (username: string, password: string, code?: string) => Promise<Barred | undefined>
  /** The username to fill in, where it is known, and the one-time code of a card that opened the page. */
  username?: string
  code?: string
  borrowed?: string | null
  /** What this phone held until it was cleared, though somebody was signed in. */
  emptied?: Held | undefined
  /** Whether the form is the first page of the app, before anybody has signed in. */
  door?: boolean
}

/** The form to sign in with username and password; it says why where that fails. */
export function Credentials({ enter, username, code, borrowed, emptied, door }: Entering) {
  const [fault, setFault] = useState<Barred>()
  const [field, setField] = useState<string>()
  const [busy, setBusy] = useState(false)
  const entering = useRef(false)
  const [open, setOpen] = useState(false)
  // What the build drew is taken over as it stands; only then may it change.
  const [ready, setReady] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    setReady(!!enter)
    // The door as the build drew it knows no name; the address of a printed code does.
    if (form.current) fill(form.current, username, code)
  }, [])
  useLayoutEffect(() => {
    if (fault) form.current?.[fault.field ? 'factor' : 'password'].focus()
  }, [fault])

  const submit = async (event: Event) => {
    event.preventDefault()
    const fields = form.current
    if (!enter || !fields || entering.current) return
    entering.current = true
    setBusy(true)
    setFault(undefined)
    const barred = await enter(fields.username.value.trim(), fields.password.value, fields.factor?.value)
    if (barred?.field) setField(barred.field)
    setFault(barred)
    entering.current = false
    setBusy(false)
  }

  return (
    <form ref={form} class="credentials" method="post" action="/vao" onSubmit={submit} aria-label={t('door.enter')}>
      {ready && emptied && <Emptied {...emptied} />}
      {ready && borrowed && <EmbeddedBrowser name={borrowed} />}
      {ready && !borrowed && door && browser.apple && <Install />}
      <label>
        {t('door.username')}
        <input
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          defaultValue={username}
        />
      </label>
      <label>
        {t('door.password')}
        <input
          name="password"
          type={(open ? 'text' : 'password') as 'password'}
          autocomplete="current-password"
          required
          aria-describedby="code"
        />
      </label>
      <p id="code" class="help">
        {t('door.code')}
      </p>
      <label class="tick">
        <input type="checkbox" checked={open} onChange={() => setOpen(!open)} />
        {t('door.show')}
      </label>
      {field && <Factor label={field} />}
      <p class="fault" role="alert">
        {fault && (
          <>
            <Icon name="warn" /> {fault.text}
          </>
        )}
      </p>
      <button type="submit" class={ready && borrowed ? 'secondary' : 'primary'} disabled={busy}>
        {busy ? t('door.entering') : t('door.enter')}
      </button>
      <p class="help">{t('door.once')}</p>
    </form>
  )
}

/** Fills in what the address of the page knows, and nobody has typed yet. */
function fill({ username, password }: HTMLFormElement, name = '', code = ''): void {
  username.value ||= name
  password.value ||= code
}

/** The field for the code of a second factor, which comes with the refusal that wants it. */
const Factor = ({ label }: { label: string }) => (
  <label>
    {label}
    <input name="factor" autocomplete="one-time-code" autocapitalize="none" spellcheck={false} />
  </label>
)
