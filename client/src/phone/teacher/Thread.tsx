import './Thread.css'
import { useState } from 'preact/hooks'
import { who } from '../../account/who'
import { fieldOf } from '../../core/registers'
import type { Shown } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { useBusy } from '../../parts/busy'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { nameOf } from '../../records/catalog'
import { act } from '../../records/records'
import { moment } from '../../text/format'
import { type RecordKey, r, useRecordTexts } from '../../text/record'
import { inLanguage, t } from '../../text/text'

/** The comments on a record and the reasons given with decisions, with a box to add a comment. */
export function Thread({ record, register }: { record: Shown; register: Register }) {
  const [text, setText] = useState('')
  const [, run] = useBusy()
  const loaded = useRecordTexts()
  if (!loaded) return null
  const comment = async () => {
    if (!text.trim()) return
    try {
      await act('comment', record.id, { text: text.trim() })
      setText('')
      toast(r('thread.saved'))
    } catch (error) {
      trouble(Object.assign(error as Error, { text }))
    }
  }
  return (
    <section class="thread">
      <h2>{r('thread.title')}</h2>
      {record.thread?.length > 0 && (
        <ul>
          {record.thread.map((item) => {
            const field = item.field && fieldOf(register, item.field)
            return (
              <li key={item.id}>
                <p class="meta">
                  {item.by === who().id ? r('conflict.you') : nameOf(item.by) || t('record.officer')}, {moment(item.at)}
                  {item.do !== 'comment' && ` · ${r(`action.${item.do}` as RecordKey)}`}
                  {field && ` · ${inLanguage(field.label)}`}
                </p>
                <p>{item.text}</p>
              </li>
            )
          })}
        </ul>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run(comment)
        }}
      >
        <label for="comment">{r('thread.write')}</label>
        <textarea
          id="comment"
          name="comment"
          rows={2}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {text.trim() && (
          <button type="submit" class="secondary">
            {r('thread.send')}
          </button>
        )}
      </form>
    </section>
  )
}
