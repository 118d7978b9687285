import './History.css'
import { fieldOf } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { type DeskKey, d } from '../../text/desk'
import { moment } from '../../text/format'
import { inLanguage } from '../../text/text'
import { type Names, personIn } from '../shared/recordText'

const VERBS = [
  'put',
  'submit',
  'withdraw',
  'verify',
  'return',
  'approve',
  'reject',
  'reopen',
  'delete',
  'restore',
  'consent',
]

/** The comments on a record, and its history with the newest entry first. */
export function History({ record, register, called }: { record: Json; register: Register; called: Names }) {
  const thread: Json[] = record.thread ?? []
  const history: Json[] = [...(record.history ?? [])].reverse()
  return (
    <>
      {thread.length > 0 && (
        <section>
          <h2>{d('record.thread')}</h2>
          <ul class="history">
            {thread.map((item) => (
              <li key={item.id}>
                <p class="meta">
                  {personIn(called, item.by)}, {moment(item.at)} · {verb(item.do)}
                  {item.field && ` · ${labelOf(register, item.field)}`}
                </p>
                <p>{item.text}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{d('record.history')}</h2>
        <ol class="history">
          {history.map((entry) => (
            <li key={entry.id}>
              <p>
                <b>{verb(entry.do)}</b>
                {entry.then && ` · ${verb(entry.then)}`} · {personIn(called, entry.by)}
              </p>
              <p class="meta">
                {moment(entry.at)} · {d('record.received', { at: moment(entry.received) })}
              </p>
              <Touched entry={entry} register={register} />
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

function Touched({ entry, register }: { entry: Json; register: Register }) {
  const names = new Set(['set', 'add', 'remove'].flatMap((part) => Object.keys(entry[part] ?? {})))
  if (!names.size) return null
  return <p class="meta">{[...names].map((name) => labelOf(register, name)).join(', ')}</p>
}

const labelOf = (register: Register, name: string) => inLanguage(fieldOf(register, name)?.label) || name

export const verb = (name: string): string => d((VERBS.includes(name) ? `verb.${name}` : 'verb.comment') as DeskKey)
