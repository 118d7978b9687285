import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Shown } from '../../core/types/record'
import { isEmpty } from '../../forms/edit'
import { useBusy } from '../../parts/busy'
import { trouble } from '../../parts/Trouble'
import { register as registerOf } from '../../records/catalog'
import { type SchoolKey, u } from '../../text/school'
import { inLanguage, t } from '../../text/text'
import { review, type Saved } from './review'

const USUAL: SchoolKey[] = ['return.numbers', 'return.date', 'return.unclear', 'return.twice']

interface Props {
  records: Shown[]
  close: () => void
  done: (saved: Saved) => void
}

/** The dialog in which a leader returns records and says why, and, of a single record, about which field. */
export function Return({ records, close, done }: Props) {
  const sheet = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [field, setField] = useState('')
  const [bare, setBare] = useState(false)
  const [first] = records
  const register = records.length === 1 && first ? registerOf(first.form) : undefined
  const n = records.length
  useLayoutEffect(() => sheet.current?.showModal(), [])
  const [busy, run] = useBusy()
  const send = async () => {
    if (!text.trim()) return setBare(true)
    await review('return', records, { text: text.trim(), ...(field && { field }) }).then(
      (undo) => done({ message: u('return.done', { n }), undo }),
      (error) => trouble(Object.assign(error, { text })),
    )
  }
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby="return" onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run(send)
        }}
      >
        <h2 id="return">{u('return.title', { n })}</h2>
        <div class="chips">
          {USUAL.map((key) => (
            <button key={key} type="button" class="chip" onClick={() => setText(text ? `${text} ${u(key)}` : u(key))}>
              {u(key)}
            </button>
          ))}
        </div>
        <label for="reason">{u('return.reason')}</label>
        <textarea
          id="reason"
          name="reason"
          rows={3}
          required
          aria-invalid={bare}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {bare && !text.trim() && <p class="fault">{u('return.bare')}</p>}
        {register && first && (
          <>
            <label for="about">{t('return.about')}</label>
            <select id="about" name="about" value={field} onChange={(event) => setField(event.currentTarget.value)}>
              <option value="">{t('return.whole')}</option>
              {register.fields
                .filter(({ name }) => !isEmpty(first.data[name]))
                .map((one) => (
                  <option key={one.name} value={one.name}>
                    {inLanguage(one.label)}
                  </option>
                ))}
            </select>
          </>
        )}
        <div class="actions">
          <button type="button" class="plain" onClick={() => sheet.current?.close()}>
            {t('return.close')}
          </button>
          <button type="submit" class="primary" disabled={busy}>
            {t('verify.return')}
          </button>
        </div>
      </form>
    </dialog>
  )
}
