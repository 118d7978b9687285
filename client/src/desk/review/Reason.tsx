import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import { isEmpty } from '../../forms/edit'
import { register as registerOf } from '../../records/catalog'
import { type DeskKey, d } from '../../text/desk'
import { inLanguage, t } from '../../text/text'
import { decideOn } from './decisions'
import { ownReasons, setOwnReasons } from './ownReasons'

const USUAL: Record<string, DeskKey[]> = {
  return: ['reason.numbers', 'reason.unclear', 'reason.twice', 'reason.date', 'reason.photo'],
  reject: ['reason.not_movement', 'reason.twice', 'reason.other_unit'],
  reopen: ['reason.asked', 'reason.mistake'],
}

interface Props {
  verb: 'return' | 'reject' | 'reopen' | 'comment'
  records: Json[]
  /** The field that is chosen when the dialog opens, as that which the text is about; without it the whole record. */
  field?: string
  close: () => void
  done: () => void
}

/**
 * The dialog for the text that goes with a decision (`verb`) on these records: typed, or put together from ready
 * sentences. It is about one field or the whole record. `done` is called once the decision is saved.
 */
export function Reason({ verb, records, field: about = '', close, done }: Props) {
  const sheet = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [field, setField] = useState(about)
  const [bare, setBare] = useState(false)
  const [first] = records
  const register = first && registerOf(first.form)
  const kept = `${verb} ${register?.key ?? ''}`
  const [own, setOwn] = useState(() => ownReasons(kept))
  useLayoutEffect(() => sheet.current?.showModal(), [])
  const send = async (event: Event) => {
    event.preventDefault()
    if (!text.trim()) return setBare(true)
    const answers = verb === 'comment' && records.some(({ reopen_since }) => reopen_since)
    const asks = answers && ({ asks: 'nothing' } as const)
    if (await decideOn(verb, records, { text: text.trim(), ...(field && { field }), ...asks })) done()
  }
  const keep = (reasons: string[]) => {
    setOwnReasons(kept, reasons)
    setOwn(reasons)
  }
  const given = text.trim()
  const usual = (USUAL[verb] ?? []).map((key) => d(key))
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby="reason-title" onClose={close}>
      <form onSubmit={send}>
        <h2 id="reason-title">{d(`ask.${verb}`, { n: records.length })}</h2>
        <Sentences sentences={[...usual, ...own]} add={(one) => setText(text ? `${text.trim()} ${one}` : one)} />
        <label for="reason">{d(verb === 'comment' ? 'ask.words' : 'ask.reason')}</label>
        <textarea
          id="reason"
          name="reason"
          rows={3}
          autofocus
          aria-invalid={bare && !given}
          aria-describedby={bare && !given ? 'reason-bare' : undefined}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(event)
          }}
        />
        {bare && !given && (
          <p class="fault" id="reason-bare">
            {d('ask.bare')}
          </p>
        )}
        {verb !== 'comment' && given && ![...usual, ...own].includes(given) && (
          <button type="button" class="plain" onClick={() => keep([...own, given])}>
            {d('reason.keep')}
          </button>
        )}
        {own.includes(given) && (
          <button type="button" class="plain" onClick={() => keep(own.filter((one) => one !== given))}>
            {d('reason.drop')}
          </button>
        )}
        {records.length === 1 && first && <AboutField record={first} field={field} change={setField} />}
        <div class="actions">
          <button type="button" class="plain" onClick={() => sheet.current?.close()}>
            {t('return.close')}
          </button>
          <button type="submit" class="primary">
            {d(`verb.${verb}`)}
          </button>
        </div>
      </form>
    </dialog>
  )
}

/** Ready sentences as buttons: a tap on one calls `add` with it. */
function Sentences({ sentences, add }: { sentences: string[]; add: (sentence: string) => void }) {
  return (
    <div class="chips">
      {sentences.map((sentence) => (
        <button key={sentence} type="button" class="chip" onClick={() => add(sentence)}>
          {sentence}
        </button>
      ))}
    </div>
  )
}

interface AboutProps {
  record: Json
  field: string
  change: (field: string) => void
}

/** The input to choose what the text is about: one field of the record, or the whole record (''). */
function AboutField({ record, field, change }: AboutProps) {
  const register = registerOf(record.form)
  if (!register) return null
  return (
    <>
      <label for="about">{t('return.about')}</label>
      <select id="about" name="about" value={field} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">{t('return.whole')}</option>
        {register.fields
          .filter(({ name }) => name === field || !isEmpty(record.data[name]))
          .map((one) => (
            <option key={one.name} value={one.name}>
              {inLanguage(one.label)}
            </option>
          ))}
      </select>
    </>
  )
}
