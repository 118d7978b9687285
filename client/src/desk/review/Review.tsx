import './Review.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { who } from '../../account/who'
import { say as keepSaying } from '../../api/requests'
import { lay } from '../../core/overlay'
import type { Json } from '../../core/types/json'
import type { Copy } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { Icon } from '../../parts/Icon'
import { useCatalog } from '../../parts/live'
import { beside } from '../../parts/RecordLine'
import { nameOf, register as registerOf } from '../../records/catalog'
import { watch } from '../../records/records'
import { titleOf } from '../../records/titles'
import { go } from '../../routes/route'
import { d } from '../../text/desk'
import { day, moment, number } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { language, said, t } from '../../text/text'
import { Answer } from '../shared/ResourceView'
import { calledIn, open, personIn, waits } from '../shared/recordText'
import { Standing } from '../shared/Standing'
import type { ScreenProps } from '../shared/screen'
import { Title } from '../shared/Title'
import { type Asked, useAsked } from '../shared/useResource'
import { Deeds, type Words } from './Actions'
import { changesSince, deedsSince } from './changes'
import { settle, settled, usePending } from './decisions'
import { Fields } from './Fields'
import { Told, verb } from './History'
import { Keys } from './KeyHelp'
import { listPath, queuePath, recordPath } from './queueAddress'
import { Reason } from './Reason'
import { Undo } from './Undo'
import { Fate } from './Unsettled'
import { useKeys } from './useKeys'
import { verbFor } from './verbs'

const EVERY = 20_000

/** The ids of the queue that this record was opened from, in its order; what was decided keeps its place. */
let kept: { path: string; order: string[] } = { path: '', order: [] }

function orderOf(path: string, listed: string[], id: string): string[] {
  const goesOn = kept.path === path && kept.order.includes(id)
  if (goesOn || listed.includes(id)) kept = { path, order: [...new Set([...(goesOn ? kept.order : []), ...listed])] }
  return kept.order
}

/** One record before the reviewer's eyes, with what changed since they last saw it. */
export default function Review({ id, query }: ScreenProps) {
  return <One key={id} id={id} query={query} />
}

function One({ id, query }: ScreenProps) {
  useCatalog()
  const asked = useAsked(`/api/records/${encodeURIComponent(id)}`, EVERY)
  const list = useAsked(listPath(query))
  useEffect(() => watch(() => asked.again()), [])
  const all = usePending()
  const listed = ((list.found?.body.records ?? []) as Json[]).map((one) => one.id)
  const order = orderOf(listPath(query), listed, id)
  const whole = asked.found?.body
  // Before its own answer has come, or where nobody answers, the queue has all of it but its history.
  const found = whole ?? fromQueue(list.found?.body, id, query)
  const seen = useSeen(whole, asked.found?.old ?? true)
  const mine = all.filter(({ record }) => record === id)
  const laid = mine.filter(({ state }) => state !== 'refused')
  const record = found && laid.reduce((under: Json, { mutation }) => over(under, mutation), found)
  const register = record && registerOf(record.form)
  const [words, setWords] = useState<Words>()
  const [help, setHelp] = useState(false)
  const decided = new Set(all.filter(({ state }) => state !== 'refused').map(({ record: of }) => of))
  const refusedOf = new Set(all.filter(({ state }) => state === 'refused').map(({ record: of }) => of))
  const at = order.indexOf(id)
  const go_ = (to: number) => order[to] && go(recordPath(order[to] as string, query), true)
  const onward = () => {
    // Decided before the record's own answer had come: what the queue had of it was seen.
    if (found && !whole) keepSeen(found)
    const next = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].find(
      (other) => other !== id && !decided.has(other) && (!settled.has(other) || refusedOf.has(other)),
    )
    go(next ? recordPath(next, query) : queuePath(query), true)
  }
  const may: string[] = laid.length ? ['comment'] : (found?.may ?? [])
  const judge = async (name: string) => {
    if (found && may.includes(name) && (await settle(name, [found]))) onward()
  }
  const ask = (name: Words['verb'], field?: string) => {
    if (found && may.includes(name)) setWords({ verb: name, ...(field && { field }) })
  }
  useKeys({
    j: () => go_(at + 1),
    k: () => go_(at - 1),
    a: () => void judge(may.includes('approve') ? 'approve' : 'verify'),
    v: () => void judge('verify'),
    r: () => ask('return'),
    x: () => ask('reject'),
    o: () => ask('reopen'),
    c: () => ask('comment'),
    '/': () => go(queuePath(query)),
    '?': () => setHelp(true),
    Escape: () => go(queuePath(query)),
  })
  const refused = mine.find(({ state, mutation }) => state === 'refused' && mutation.base)
  const since = refused?.mutation.base ?? seen?.version
  const changes = whole && since ? changesSince(whole, since, seen) : new Map()
  const called = calledIn(found)
  return (
    <>
      <nav class="hops" aria-label={d('queue.way')}>
        <a class="plain" href={queuePath(query)}>
          <Icon name="back" /> {d('nav.queue')}
        </a>
        {at >= 0 && <span class="meta">{d('queue.place', { at: number(at + 1), of: number(order.length) })}</span>}
        <span class="both">
          <button type="button" class="plain" disabled={at <= 0} onClick={() => go_(at - 1)}>
            {d('queue.before')} <kbd>k</kbd>
          </button>
          <button type="button" class="plain" disabled={at < 0 || at >= order.length - 1} onClick={() => go_(at + 1)}>
            {d('queue.after')} <kbd>j</kbd>
          </button>
          <button type="button" class="plain keys" onClick={() => setHelp(true)}>
            {d('queue.keys')} <kbd>?</kbd>
          </button>
        </span>
      </nav>
      <Answer asked={whole || !found || !list.found ? asked : withList(asked, list)}>
        {record && register && (
          <article class="review">
            <header>
              <Title>{titleOf(record as Copy, language()) || t('record.untitled')}</Title>
              <p class="lead">
                <Standing record={record} /> {about(record, register, personIn(called, record.author))}
              </p>
            </header>
            <div class="content">
              <Fate pending={all} query={query} />
              {refused && <Meanwhile record={found as Json} base={refused.mutation.base as string} />}
              {whole && (
                <p class={changes.size ? 'note waiting since' : 'meta since'}>
                  {since
                    ? changes.size
                      ? d('record.changed', { n: changes.size, at: seen ? moment(seen.at) : '' })
                      : d('record.unchanged', { at: seen ? moment(seen.at) : '' })
                    : d('record.first')}
                </p>
              )}
              <Fields
                record={record}
                register={register}
                called={called}
                changes={changes}
                {...(may.includes('return') && { about: (field: string) => ask('return', field) })}
              />
            </div>
            <aside>
              <Deeds may={may} judge={(name) => void judge(name)} ask={(name) => ask(name)} />
              <Told record={record} register={register} called={called} />
            </aside>
          </article>
        )}
      </Answer>
      {words && found && (
        <Reason
          {...words}
          records={[found]}
          close={() => setWords(undefined)}
          done={() => {
            setWords(undefined)
            if (words.verb !== 'comment') onward()
          }}
        />
      )}
      <Undo />
      {help && <Keys close={() => setHelp(false)} />}
    </>
  )
}

/** The record as the queue listed it; of what waits for one's word, the verbs are known without asking. */
function fromQueue(body: Json | undefined, id: string, query: URLSearchParams): Json | undefined {
  const found = ((body?.records ?? []) as Json[]).find((one) => one.id === id)
  if (!found) return undefined
  const yes = verbFor([found])
  const verbs = [yes, 'return', 'comment', ...(yes === 'approve' ? ['reject'] : [])]
  const may = query.get('for') === 'all' ? ['comment'] : verbs
  return { ...found, may, people: body?.people, titles: body?.titles }
}

const withList = (asked: Asked, list: Asked): Asked =>
  list.found ? { found: list.found, asking: asked.asking, again: asked.again } : asked

/** A record as it will be once a decision of one's own has arrived. */
const over = (record: Json, mutation: Parameters<typeof lay>[1]): Json => ({
  ...record,
  ...lay(record as Copy, mutation, who().id),
})

/** What this person had last before their eyes when this version came: looking at it does not make it seen at once. */
function useSeen(found: Json | undefined, old: boolean): Json | undefined {
  const kept = useRef(new Map<string, Json | undefined>())
  const version: string | undefined = found?.version
  if (version && !kept.current.has(version)) kept.current.set(version, found?.seen)
  useEffect(() => {
    if (found && !old) keepSeen(found)
  }, [version, old])
  return version ? kept.current.get(version) : undefined
}

/** Nobody waits for it: what is not kept as seen is shown as new once more. */
function keepSeen({ id, version }: Json): void {
  keepSaying('PUT', `/api/records/${id}/seen`, { version }).catch(() => {})
}

function about(record: Json, register: Register, author: string): string {
  const when = register.period_from && record.data[register.period_from]
  const title = titleOf(record as Copy, language())
  const period = when ? day(when) : periodNamed(record.period)
  return beside(
    title,
    said(register.title),
    nameOf(record.unit),
    author,
    period,
    open(record) ? waits(record.since) : '',
  )
}

/** Why the last decision was not taken: what others did to the record since it was looked at. */
function Meanwhile({ record, base }: { record: Json; base: string }) {
  const deeds = deedsSince(record, base)
  const called = calledIn(record)
  if (!deeds.length) return null
  return (
    <ul class="meanwhile">
      {deeds.map((entry) => (
        <li key={entry.id}>
          <b>{verb(entry.do)}</b> · {personIn(called, entry.by)}, {moment(entry.received)}
          {entry.text && <blockquote>{entry.text}</blockquote>}
        </li>
      ))}
    </ul>
  )
}
