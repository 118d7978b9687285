import './Steps.css'
import { useState } from 'preact/hooks'
import { type Entry, historyOf } from '../../api/history'
import type { Shown } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { nameOf } from '../../records/catalog'
import { moment } from '../../text/format'
import { type RecordKey, r, useRecordTexts } from '../../text/record'
import { t } from '../../text/text'

/** The steps of a record from draft to approval with the one that it has reached; its history is loaded on demand. */
export function Steps({ record, register }: { record: Shown; register: Register }) {
  const [log, setLog] = useState<Entry[] | null>()
  const loaded = useRecordTexts()
  if (!loaded) return null
  const school = register.review.includes('leader')
  const steps: [string, RecordKey][] = [
    ['draft', 'step.written'],
    ['submitted', 'step.sent'],
    ...(school ? ([['verified', 'step.verified']] as [string, RecordKey][]) : []),
    ['approved', register.review.includes('commune') ? 'step.approved_commune' : 'step.approved'],
  ]
  // What waits on this phone has not gone any way yet.
  const stand: string = { returned: 'draft', rejected: 'submitted' }[record.stands] ?? record.stands
  const reached = steps.findIndex(([status]) => status === stand)
  return (
    <section class="way">
      <h2>{r('step.title')}</h2>
      <ol class="steps">
        {steps.map(([status, word], index) => (
          <li
            key={status}
            class={index <= reached ? 'reached' : ''}
            aria-current={index === reached ? 'step' : undefined}
          >
            {r(word)}
          </li>
        ))}
      </ol>
      {!record.local && log === undefined && (
        <button type="button" class="plain" onClick={() => void historyOf(record.id).then(setLog)}>
          {r('step.history')}
        </button>
      )}
      {log === null && <p class="meta">{r('step.offline')}</p>}
      {log && (
        <ul class="log">
          {log.map((entry) => (
            <li key={entry.id}>
              <span>{r(`action.${entry.do}` as RecordKey) || r('action.put')}</span>
              <span class="meta">
                {nameOf(entry.by) || t('record.someone')}, {moment(entry.at)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
