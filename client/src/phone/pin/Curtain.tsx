import './Curtain.css'
import { useState } from 'preact/hooks'
import { codeOnCard } from '../../account/card'
import { show } from '../../account/curtain'
import { dropPin, tryPin } from '../../account/pin'
import type { Account } from '../../core/types/account'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { TroubleScreen, trouble } from '../../parts/Trouble'
import { useRoute } from '../../routes/route'
import { moment } from '../../text/format'
import { p, usePinTexts } from '../../text/pin'
import { t } from '../../text/text'
import { Credentials } from '../signin/Credentials'
import { enter } from '../signin/enter'
import { OtherAccounts } from '../signin/OtherAccounts'
import { Digits } from './Digits'

interface Props {
  account: Account
  /** Called once the PIN was right. */
  opened: () => void
}

/** The screen that stands before those of an account with a PIN, and hides them. */
export function Curtain({ account, opened }: Props) {
  const loaded = usePinTexts()
  const { name, query } = useRoute()
  if (!loaded) return null
  if (name === 'vao') return <Arriving key={query.get('ten')} username={query.get('ten') ?? ''} />
  return (
    <div class="curtain">
      <main>
        <h1>{p('pin.title')}</h1>
        <AskPin account={account} opened={opened} />
        <p class="help">{p('pin.sends')}</p>
        <section>
          <h2>{p('pin.other')}</h2>
          <ul class="links">
            <OtherAccounts than={account.id} />
            <li>
              <a class="plain" href="/vao">
                <Icon name="add" /> {t('settings.add')}
              </a>
            </li>
          </ul>
        </section>
        <Forgotten account={account} />
      </main>
      <TroubleScreen />
    </div>
  )
}

/** The sign-in form, for whoever comes to this phone with a card or a password while another's PIN hides the screen. */
function Arriving({ username }: { username: string }) {
  const signed = async ({ id }: Account) => show(id)
  return (
    <div class="curtain">
      <main>
        <h1>{t('door.enter')}</h1>
        <Credentials
          enter={(name, word, code) => enter(name, word, code, signed)}
          username={username}
          code={codeOnCard()}
        />
        <ul class="links">
          <li>
            <a class="plain" href="/">
              <Icon name="back" /> {p('pin.back')}
            </a>
          </li>
        </ul>
      </main>
      <TroubleScreen />
    </div>
  )
}

const MINUTE = 60_000 // milliseconds

/** The first whole minute that is not before a moment: who tries again at the minute that is shown is let in. */
const wholeMinute = (at: number) => new Date(Math.ceil(at / MINUTE) * MINUTE).toISOString()

function AskPin({ account, opened }: Props) {
  const [fault, setFault] = useState('')
  const [busy, run] = useBusy()
  const submit = (event: Event) => {
    event.preventDefault()
    const field = (event.currentTarget as HTMLFormElement).pin as HTMLInputElement
    void run(async () => {
      const found = await tryPin(account.id, field.value)
      if (found === 'right') {
        show(account.id)
        return opened()
      }
      setFault(found === 'wrong' ? p('pin.wrong') : p('pin.wait', { at: moment(wholeMinute(found)) }))
      field.value = ''
      field.focus()
    }).catch(trouble)
  }
  return (
    <form class="credentials" onSubmit={submit}>
      <Digits label={p('pin.of', { name: account.name })} />
      <p class="fault" role="alert">
        {fault && (
          <>
            <Icon name="warn" /> {fault}
          </>
        )}
      </p>
      <button type="submit" class="primary" disabled={busy}>
        {p('pin.open')}
      </button>
    </form>
  )
}

/** The way in for who forgot the PIN: with the password, which takes the PIN away. */
function Forgotten({ account }: Omit<Props, 'opened'>) {
  const [open, setOpen] = useState(false)
  const signed = async ({ id }: Account) => {
    await dropPin(id)
    show(id)
  }
  return (
    <section>
      <ul class="links">
        <li>
          <button type="button" class="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="help" /> {p('pin.forgot')}
          </button>
        </li>
      </ul>
      {open && (
        <>
          <p class="help">{p('pin.forgot_why')}</p>
          <Credentials enter={(name, word, code) => enter(name, word, code, signed)} username={account.username} />
        </>
      )}
    </section>
  )
}
