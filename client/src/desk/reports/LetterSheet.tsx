import './LetterSheet.css'
import { useState } from 'preact/hooks'
import { unitsAs } from '../../account/who'
import { change, Unreached } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { DateInput } from '../../parts/DateInput'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { Ask, Faults, refusalWords, Sheet } from '../shared/Sheet'
import { useResource } from '../shared/useResource'

/** What is typed before a Word report is made, as the server keeps it; a line of `recipients` each. */
interface Letter extends Record<(typeof TEXTS)[number] | 'day' | 'signer_title' | 'assessment', string> {
  recipients: string[]
}

const TEXTS = ['agency_above', 'agency', 'number', 'symbol', 'place', 'signer'] as const
const LONGEST = {
  agency_above: 200,
  agency: 200,
  number: 30,
  symbol: 50,
  place: 100,
  signer: 100,
  signer_title: 200,
  assessment: 6000,
}
const MOST_RECIPIENTS = 20
const ASKED_FOR = ['unit', 'period', 'register', 'status', 'snapshot']

/** Whether this account says who signs reports, and is therefore asked before one is made. */
export const headsReports = () => ['leader', 'commune', 'department'].some((role) => unitsAs(role).length > 0)

interface Props {
  /** The report, as it is ordered. */
  order: Json
  ordered: () => void
  close: () => void
}

/**
 * The dialog before a Word report is made: its number, day, signer and recipients, as they were typed last, and its
 * assessment, as it was typed for this report or else drafted from the figures.
 */
export function LetterSheet({ order, ordered, close }: Props) {
  const query = new URLSearchParams(ASKED_FOR.flatMap((name) => (order[name] ? [[name, order[name]]] : [])))
  const resource = useResource(`/api/letters?${query}`)
  const draft: string | undefined = useResource(`/api/letters/draft?${query}`).found?.body.draft
  const offered = resource.found?.body
  const [typed, type] = useState<Partial<Letter>>({})
  const letter: Letter | undefined = offered && {
    ...offered.letter,
    ...(!offered.typed && { assessment: draft ?? '' }),
    ...typed,
  }
  const send = async (once: string) => {
    if (!letter) throw new Unreached('network')
    const recipients = letter.recipients.map((one) => one.trim()).filter(Boolean)
    await change('POST', '/api/exports', { ...order, letter: { ...letter, recipients } }, undefined, once)
    toast(d('files.ordered'))
    ordered()
  }
  return (
    <Sheet title={d('letter.title')} go={d('letter.go')} send={send} close={close}>
      {letter && offered ? (
        <Fields letter={letter} set={(part) => type({ ...typed, ...part })} last={offered.last} draft={draft} />
      ) : resource.refused !== undefined ? (
        <Faults faults={refusalWords(resource.refused)} />
      ) : (
        <p class="meta" role="status">
          {d('letter.opening')}
        </p>
      )}
    </Sheet>
  )
}

interface FieldsProps {
  letter: Letter
  set: (part: Partial<Letter>) => void
  /** The number of the last report that had one, else ''. */
  last: string
  /** An assessment made from the figures; undefined until it has come. */
  draft: string | undefined
}

function Fields({ letter, set, last, draft }: FieldsProps) {
  const text = (name: (typeof TEXTS)[number], help?: string) => (
    <Ask label={d(`letter.${name}`)} {...(help && { help })}>
      <input
        value={letter[name]}
        maxLength={LONGEST[name]}
        onInput={(event) => set({ [name]: event.currentTarget.value })}
      />
    </Ask>
  )
  const area = (name: 'signer_title' | 'assessment', rows: number, help: string) => (
    <Ask label={d(`letter.${name}`)} help={help}>
      <textarea
        rows={rows}
        maxLength={LONGEST[name]}
        value={letter[name]}
        onInput={(event) => set({ [name]: event.currentTarget.value })}
      />
    </Ask>
  )
  return (
    <div class="letter">
      <p class="meta whole">{d('letter.lead')}</p>
      {text('agency_above')}
      {text('agency')}
      {text('number', last && d('letter.last', { number: last }))}
      {text('symbol')}
      {text('place')}
      <Ask label={d('letter.day')}>
        <DateInput value={letter.day} set={(day) => set({ day })} />
      </Ask>
      {area('signer_title', 2, d('letter.signer_title_help'))}
      {text('signer')}
      <div class="whole">
        <Ask label={d('letter.recipients')} help={d('letter.recipients_help')}>
          <textarea
            rows={4}
            value={letter.recipients.join('\n')}
            onInput={(event) => set({ recipients: event.currentTarget.value.split('\n').slice(0, MOST_RECIPIENTS) })}
          />
        </Ask>
        {area('assessment', 9, d(draft === undefined ? 'letter.reading' : 'letter.assessment_help'))}
        {draft && draft !== letter.assessment && (
          <button type="button" class="plain" onClick={() => set({ assessment: draft })}>
            {d('letter.redraft')}
          </button>
        )}
      </div>
    </div>
  )
}
