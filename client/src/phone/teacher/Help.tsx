import './Help.css'
import { roleFor } from '../../account/who'
import { useCatalog, useOnline } from '../../parts/live'
import { Page } from '../../parts/Page'
import { type HelpKey, h, useHelpTexts } from '../../text/help'
import { t } from '../../text/text'

const ANSWERS = [
  'offline',
  'saved',
  'sent',
  'returned',
  'conflict',
  'killed',
  'clock',
  'shared',
  'lost',
  'password',
  'leader',
] as const

/** The help screen: questions with answers to unfold. It needs no network. */
export function Help() {
  const contact = useCatalog()?.contact
  const online = useOnline()
  if (!useHelpTexts()) return null
  return (
    <Page title={t('nav.help')}>
      <div class="answers-list">
        {ANSWERS.map((one) => (
          <details key={one}>
            <summary>{h(`help.${one}` as HelpKey)}</summary>
            <p>{h(`help.${one}_answer` as HelpKey)}</p>
          </details>
        ))}
      </div>
      {contact && (
        <p>
          {h('help.call', { name: contact.name })}{' '}
          <a href={`tel:${contact.phone.replace(/[ .-]/g, '')}`}>{contact.phone}</a>
        </p>
      )}
      <p class="meta">{h('help.person')}</p>
      {online && <a href={`/huong-dan/${roleFor()}`}>{h('help.sheet')}</a>}
    </Page>
  )
}
