import { useState } from 'preact/hooks'
import { choosePassword, current } from '../../account/session'
import { setWho, who } from '../../account/who'
import type { Account } from '../../core/types/account'
import type { Json } from '../../core/types/json'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { Page } from '../../parts/Page'
import { toast } from '../../parts/Toast'
import { GOES_ON } from '../../routes/addresses'
import { go } from '../../routes/route'
import { type PasswordKey, usePasswordTexts, w } from '../../text/password'
import { t } from '../../text/text'
import { Reset } from './Reset'

/** The text that explains the server's refusal of a password. */
function wrong({ code, fields }: Json): string {
  if (fields?.current) return w('password.wrong')
  const rules: Record<string, PasswordKey> = {
    length: 'password.short',
    control: 'password.unseen',
    username: 'password.name',
    common: 'password.common',
  }
  const broken = rules[fields?.password?.rule]
  return broken ? w(broken) : t(code === 'slow_down' ? 'sync.slow_down' : 'door.network')
}

/** The address of a screen that the query names (`?/so/duyet`); for anything else, such as another site's, the first one. */
function wanted(): string {
  const named = location.search.slice(1)
  return GOES_ON.test(named) ? named : '/'
}

/** The screen to choose a new password, after signing in with a one-time code or at any other time. */
export function Password() {
  const { must, username } = who()
  const [fault, setFault] = useState<string>()
  const [busy, run] = useBusy()
  const [open, setOpen] = useState(false)
  const loaded = usePasswordTexts()
  const submit = async (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    await run(async () => {
      const refusal = await choosePassword(form.password.value, must ? '' : form.current.value).catch(() => ({}))
      if (refusal) return setFault(wrong(refusal))
      setWho((await current()) as Account)
      go(wanted(), true)
      toast(w('password.done'))
    })
  }
  const field = (name: string, label: PasswordKey, fills: 'new-password' | 'current-password') => (
    <label>
      {w(label)}
      <input
        name={name}
        type={(open ? 'text' : 'password') as 'password'}
        autocomplete={fills}
        required
        aria-describedby="rule"
      />
    </label>
  )
  if (!loaded) return null
  return (
    <Page title={t(must ? 'password.choose' : 'password.change')}>
      <form class="credentials" onSubmit={submit}>
        <Reset />
        <input name="username" autocomplete="username" value={username} readOnly hidden />
        {!must && field('current', 'password.current', 'current-password')}
        {field('password', 'password.new', 'new-password')}
        <p id="rule" class="help">
          {w('password.rule')}
        </p>
        <label class="tick">
          <input type="checkbox" checked={open} onChange={() => setOpen(!open)} />
          {t('door.show')}
        </label>
        <p class="fault" role="alert">
          {fault && (
            <>
              <Icon name="warn" /> {fault}
            </>
          )}
        </p>
        <button type="submit" class="primary" disabled={busy}>
          {w('password.keep')}
        </button>
        {must && (
          <a class="plain" href={wanted()}>
            {t('install.later')}
          </a>
        )}
      </form>
    </Page>
  )
}
