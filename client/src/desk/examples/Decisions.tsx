import { useState } from 'preact/hooks'
import { change } from '../../api/requests'
import { DateInput } from '../../parts/DateInput'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { day, today } from '../../text/format'
import { Ask, Sheet } from '../shared/Sheet'
import type { Example } from './types'

/** What is done without asking more: '' saves what is being edited, the others are done after that. */
export type Verb = '' | 'propose' | 'reopen' | 'publish' | 'settle' | 'drop-photos' | 'DELETE'

interface Props {
  one: Example
  busy: boolean
  send: (verb: Verb) => void
  renew: (one: Example) => void
  again: () => void
  /** Whether the last try was refused, so that what others did meanwhile may be looked at. */
  refused: boolean
}

/** What may be done with an example, the next step first. */
export function Decisions({ one, busy, send, renew, again, refused }: Props) {
  const [asking, ask] = useState<'withdraw' | 'announce'>()
  const may = (verb: string) => one.may.includes(verb)
  return (
    <div class="decisions">
      {one.state === 'published' && <Published one={one} />}
      {may('publish_other') && <p class="note waiting">{d('example.four_eyes')}</p>}
      <div class="ways">
        {may('publish') && <Button kind="primary" word="publish" busy={busy} act={() => send('publish')} />}
        {may('propose') && <Button kind="primary" word="propose" busy={busy} act={() => send('propose')} />}
        {may('change') && <Button kind="secondary" word="save" busy={busy} act={() => send('')} />}
        {may('announce') && <Button kind="secondary" word="announce" busy={busy} act={() => ask('announce')} />}
        {may('reopen') && <Button kind="secondary" word="reopen" busy={busy} act={() => send('reopen')} />}
        {may('drop_photos') && (
          <Button kind="secondary" word="drop_photos" busy={busy} act={() => send('drop-photos')} />
        )}
        {may('settle') && <Button kind="secondary" word="settle" busy={busy} act={() => send('settle')} />}
        {may('withdraw') && <Button kind="plain" word="withdraw" busy={busy} act={() => ask('withdraw')} />}
        {may('discard') && <Button kind="plain" word="discard" busy={busy} act={() => send('DELETE')} />}
        {refused && <Button kind="plain" word="newest" busy={busy} act={again} />}
      </div>
      {asking === 'withdraw' && <Withdraw one={one} renew={renew} close={() => ask(undefined)} />}
      {asking === 'announce' && <Announce one={one} renew={renew} close={() => ask(undefined)} />}
    </div>
  )
}

interface ButtonProps {
  kind: 'primary' | 'secondary' | 'plain'
  word:
    | 'publish'
    | 'propose'
    | 'save'
    | 'announce'
    | 'reopen'
    | 'withdraw'
    | 'discard'
    | 'settle'
    | 'drop_photos'
    | 'newest'
  busy: boolean
  act: () => void
}

const Button = ({ kind, word, busy, act }: ButtonProps) => (
  <button type="button" class={kind} disabled={busy} onClick={act}>
    {d(`example.${word}`)}
  </button>
)

function Published({ one }: { one: Example }) {
  return (
    <p class="meta">
      {d('example.published_by', { name: one.published_by ?? '', day: day(one.published_at ?? '') })}{' '}
      {!one.fallen.length && (
        <a href={`/dien-hinh/${one.slug}`} target="_blank" rel="noopener">
          {d('example.see_page')}
        </a>
      )}
      {one.fanpage_link && (
        <>
          {' · '}
          <a href={one.fanpage_link} target="_blank" rel="noopener noreferrer">
            {d('example.on_fanpage', { day: one.fanpage_day ? day(one.fanpage_day) : '' })}
          </a>
        </>
      )}
    </p>
  )
}

interface AskProps {
  one: Example
  renew: (one: Example) => void
  close: () => void
}

function Withdraw({ one, renew, close }: AskProps) {
  const [reason, setReason] = useState('')
  const send = async (once: string) => {
    renew((await change('POST', `/api/examples/${one.id}/withdraw`, { reason }, one.version, once)) as Example)
    toast(d('example.was_withdrawn'))
  }
  return (
    <Sheet title={d('example.withdraw')} go={d('example.withdraw_go')} send={send} close={close}>
      <p class="meta">{d('example.withdraw_what')}</p>
      <Ask label={d('example.reason')}>
        <textarea required maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </Ask>
    </Sheet>
  )
}

function Announce({ one, renew, close }: AskProps) {
  const [link, setLink] = useState(one.fanpage_link ?? '')
  const [date, setDate] = useState(one.fanpage_day ?? today())
  const send = async (once: string) => {
    const body = { link: link.trim(), day: link.trim() ? date : null }
    renew((await change('PUT', `/api/examples/${one.id}/announcement`, body, one.version, once)) as Example)
    toast(d('example.was_saved'))
  }
  return (
    <Sheet title={d('example.announce')} go={d('example.save')} send={send} close={close}>
      <Ask label={d('example.link')} help={d('example.link_help')}>
        <input type="url" value={link} maxLength={500} onInput={(event) => setLink(event.currentTarget.value)} />
      </Ask>
      <Ask label={d('example.link_day')}>
        <DateInput value={date} max={today()} set={setDate} />
      </Ask>
    </Sheet>
  )
}
