import '../shared/office.css'
import '../shared/forms.css'
import './Tokens.css'
import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { dayOf } from '../../core/vietnam'
import { useCatalog } from '../../parts/live'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day, moment } from '../../text/format'
import { registerChoices } from '../shared/Filters'
import { ResourceView } from '../shared/ResourceView'
import { Sheet } from '../shared/Sheet'
import { Title } from '../shared/Title'
import { useResource } from '../shared/useResource'
import { MadeToken } from './MadeToken'
import { NewToken } from './NewToken'

const PATH = '/api/session/tokens'

/** The screen of one's own tokens, with which other programs read: what each opens, its last use, and a new one. */
export default function Tokens() {
  useCatalog()
  const resource = useResource(PATH)
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string>()
  const tokens: Json[] = resource.found?.body.tokens ?? []
  const keep = (token: string) => {
    setMade(token)
    resource.again()
  }
  return (
    <div class="tokens">
      <Title>{d('nav.tokens')}</Title>
      <p class="lead">{d('tokens.lead')}</p>
      {made && <MadeToken token={made} kept={() => setMade(undefined)} />}
      <button type="button" class={made ? 'secondary' : 'primary'} onClick={() => setMaking(true)}>
        {d('tokens.make')}
      </button>
      <ResourceView resource={resource}>
        {tokens.length > 0 ? <TokenList tokens={tokens} again={resource.again} /> : <None />}
      </ResourceView>
      {making && <NewToken made={keep} close={() => setMaking(false)} />}
    </div>
  )
}

function TokenList({ tokens, again }: { tokens: Json[]; again: () => void }) {
  const [ending, setEnding] = useState<Json>()
  const end = async () => {
    await change('DELETE', `${PATH}/${ending?.id}`)
    toast(d('tokens.done'))
    again()
  }
  return (
    <>
      <ul class="lines">
        {tokens.map((token) => (
          <li key={token.id}>
            <p>
              <b>{token.name}</b>
              <span class="meta">{opens(token)}</span>
              <span class="meta">
                {token.ended ? d('tokens.over', { at: moment(token.expires) }) : until(token)}
                {' · '}
                {token.used ? d('tokens.used', { at: moment(token.used) }) : d('tokens.unused')}
              </span>
            </p>
            <span class="ways">
              <button
                type="button"
                class="plain"
                aria-label={`${d('tokens.end')}: ${token.name}`}
                onClick={() => setEnding(token)}
              >
                {d('tokens.end')}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {ending && (
        <Sheet title={d('tokens.end_title')} go={d('tokens.end')} send={end} close={() => setEnding(undefined)}>
          <p>{ending.name}</p>
          <p class="meta">{d('tokens.end_why')}</p>
        </Sheet>
      )}
    </>
  )
}

/** What a token opens, in a line: registers and units. */
function opens({ registers, units }: Json): string {
  const titles = Object.fromEntries(registerChoices())
  const forms = registers.map((key: string) => titles[key] ?? key).join(', ')
  const places = units.map(({ name }: Json) => name).join(', ')
  return `${forms || d('tokens.all_registers')} · ${places || d('tokens.all_units')}`
}

const until = (token: Json) =>
  token.brief
    ? d('tokens.until_moment', { at: moment(token.expires) })
    : d('tokens.until_day', { at: day(lastDay(token.expires)) })

/** The last day on which a token opens anything: it ends as the next one begins. */
const lastDay = (expires: string) => dayOf(Date.parse(expires) - 1)

function None() {
  return (
    <section class="empty">
      <h2>{d('tokens.none')}</h2>
      <p>{d('tokens.none_why')}</p>
    </section>
  )
}
