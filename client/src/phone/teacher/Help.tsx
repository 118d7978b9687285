import './Help.css'
import { Page } from '../../parts/Page'
import { type Key, t } from '../../text/text'

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
  return (
    <Page title={t('nav.help')}>
      <div class="answers-list">
        {ANSWERS.map((one) => (
          <details key={one}>
            <summary>{t(`help.${one}` as Key)}</summary>
            <p>{t(`help.${one}_answer` as Key)}</p>
          </details>
        ))}
      </div>
      <p class="meta">{t('help.person')}</p>
    </Page>
  )
}
