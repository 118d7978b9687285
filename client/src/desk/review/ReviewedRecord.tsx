import type { Json } from '../../core/types/json'
import type { Copy } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { withoutRepeats } from '../../parts/RecordLine'
import { nameOf, register as registerOf } from '../../records/catalog'
import { titleOf } from '../../records/titles'
import { d } from '../../text/desk'
import { day, moment } from '../../text/format'
import { periodNamed } from '../../text/periods'
import { inLanguage, language, t } from '../../text/text'
import { beginExample } from '../shared/beginExample'
import { isOpen, namesIn, personIn, waitingTime } from '../shared/recordText'
import { Standing } from '../shared/Standing'
import { Title } from '../shared/Title'
import { Actions, type Dialog } from './Actions'
import { Changed, Meanwhile } from './Changed'
import { changesSince } from './changes'
import { Fields } from './Fields'
import { Hints } from './Hints'
import { History } from './History'
import { Sharing } from './Sharing'
import { Unsettled } from './Unsettled'
import type { useReviewed } from './useReviewed'

interface Props {
  reviewed: ReturnType<typeof useReviewed>
  query: URLSearchParams
  /** Saves a decision by a verb that needs no text. */
  decide: (verb: string) => void
  /** Opens the dialog for the text that a verb needs, about the field if one is given, else the whole record. */
  ask: (verb: Dialog['verb'], field?: string) => void
}

/**
 * A record as a reviewer reads it: its answers and which of them changed, the buttons for what may be done, and its
 * history. `reviewed` is what `useReviewed` gives.
 */
export function ReviewedRecord({ reviewed, query, decide, ask }: Props) {
  const { record, found, whole, seen, may, refused, pending } = reviewed
  const register = record && registerOf(record.form)
  if (!record || !register) return null
  const since: string | undefined = refused?.mutation.base ?? seen?.version
  const changes = whole && since ? changesSince(whole, since, seen) : new Map()
  const called = namesIn(found)
  return (
    <article class="review">
      <header>
        <Title>{titleOf(record as Copy, language()) || t('record.untitled')}</Title>
        <p class="lead">
          <Standing record={record} /> {about(record, register, personIn(called, record.author))}
        </p>
        <Sharing record={record} />
      </header>
      <div class="content">
        <Unsettled pending={pending} query={query} />
        {found?.reopen_since && (
          <p class="note waiting">{d('record.asks_reopen', { at: moment(found.reopen_since) })}</p>
        )}
        {refused && <Meanwhile record={found as Json} base={refused.mutation.base as string} />}
        {whole && <Changed changes={changes.size} since={since} seen={seen} />}
        <Hints record={found as Json} register={register} query={query} />
        <Fields
          record={record}
          register={register}
          called={called}
          changes={changes}
          {...(may.includes('return') && { about: (field: string) => ask('return', field) })}
        />
      </div>
      <aside>
        {found?.publishable && (
          <button type="button" class="secondary" onClick={() => void beginExample([found.id])}>
            {d('example.begin')}
          </button>
        )}
        <Actions may={may} decide={decide} ask={(verb) => ask(verb)} />
        <History record={record} register={register} called={called} />
      </aside>
    </article>
  )
}

/** The line below a record's title: register, unit, author, day, and how long it has waited. */
function about(record: Json, register: Register, author: string): string {
  const when = register.period_from && record.data[register.period_from]
  const title = titleOf(record as Copy, language())
  const period = when ? day(when) : periodNamed(record.period)
  const waited = isOpen(record) ? waitingTime(record.since) : ''
  return withoutRepeats(title, inLanguage(register.title), nameOf(record.unit), author, period, waited)
}
