import { useState } from 'preact/hooks'
import { change, fetchFile, Refusal, read } from '../../../api/requests'
import { useBusy } from '../../../parts/busy'
import { trouble } from '../../../parts/Trouble'
import { saveFile } from '../../../platform/saveFile'
import { register as registerOf } from '../../../records/catalog'
import { type DeskKey, d } from '../../../text/desk'
import { number } from '../../../text/format'
import { inLanguage } from '../../../text/text'
import { filteredAddress } from '../../shared/Filters'
import { useResource } from '../../shared/useResource'
import { PlannedRows } from './PlannedRows'
import type { Mapping, PlannedRow, State, Upload } from './types'

interface Props {
  upload: Upload
  /** Called with the server's answer whenever the rows were planned anew, or brought in. */
  changed: (found: Upload) => void
  query: URLSearchParams
}

const STATES: State[] = ['new', 'faulty', 'same', 'left_out']

/** The step that shows what each row becomes; faults are mended in the file, by saying what a cell means, or left out. */
export function Preview({ upload, changed, query }: Props) {
  const { counts } = upload
  const wanted = query.get('state') as State | null
  const state = wanted ?? (counts.faulty ? 'faulty' : 'new')
  const path = `/api/record-imports/${upload.id}`
  const rows = useResource(`${path}/rows?state=${state}&begin=${query.get('begin') ?? 0}`)
  const [fault, setFault] = useState('')
  const [busy, run] = useBusy()
  const trying = async (job: () => Promise<unknown>) => {
    setFault('')
    try {
      await job()
    } catch (error) {
      setFault(error instanceof Refusal ? error.detail : d('import.offline'))
    }
  }
  const map = (changes: Partial<Mapping>) =>
    trying(async () => {
      changed((await change('PUT', `${path}/mapping`, { ...upload.mapping, ...changes })) as Upload)
      rows.again()
    })
  const apply = () =>
    trying(async () => changed((await change('POST', `${path}/apply`, { digest: upload.digest })) as Upload))
  const leaveOut = async () => {
    const all: number[] = []
    for (let begin: number | null = 0; begin !== null; ) {
      const { body } = await read(`${path}/rows?state=faulty&begin=${begin}`)
      all.push(...(body.rows as PlannedRow[]).map(({ row }) => row))
      begin = body.next
    }
    await map({ skip: [...(upload.mapping?.skip ?? []), ...all] })
  }
  return (
    <>
      <Head
        upload={upload}
        fault={fault}
        busy={busy}
        run={(job) => void run(job).catch(trouble)}
        apply={apply}
        leaveOut={leaveOut}
      />
      <nav class="row" aria-label={d('import.show')}>
        {STATES.filter((one) => counts[one] || one === state).map((one) => (
          <a
            key={one}
            class="chip"
            href={filteredAddress({ state: one, begin: null })}
            aria-current={one === state ? 'true' : undefined}
          >
            {d(`bring.state.${one}` as DeskKey, { n: number(counts[one]) })}
          </a>
        ))}
      </nav>
      {rows.found && upload.mapping && (
        <PlannedRows
          rows={rows.found.body.rows as PlannedRow[]}
          next={rows.found.body.next as number | null}
          mapping={upload.mapping}
          map={(changes) => void run(() => map(changes))}
        />
      )}
    </>
  )
}

const stem = (name: string): string => name.replace(/\.[^.]*$/, '') || 'tệp'

interface HeadProps {
  upload: Upload
  /** What the server said last of why it did nothing. */
  fault: string
  busy: boolean
  run: (job: () => Promise<unknown>) => void
  apply: () => Promise<unknown>
  leaveOut: () => Promise<unknown>
}

/** How many rows become records, what stands in the way, and the button that brings them in. */
function Head({ upload, fault, busy, run, apply, leaveOut }: HeadProps) {
  const { counts } = upload
  const path = `/api/record-imports/${upload.id}`
  const marked = () =>
    fetchFile(`${path}/faults.xlsx`).then((file) => saveFile(file, `${stem(upload.name)} - lỗi.xlsx`))
  return (
    <section class="bring-head">
      <p>
        <b>{upload.name}</b> · {inLanguage(registerOf(upload.mapping?.register ?? '')?.title)}
      </p>
      <div role="status">
        {upload.again && <p class="note waiting">{d('bring.again')}</p>}
        {upload.fault && <p class="note needs">{inLanguage(upload.fault)}</p>}
        {counts.faulty > 0 && <p class="note needs">{d('bring.mend', { n: number(counts.faulty) })}</p>}
        {fault && <p class="fault">{fault}</p>}
      </div>
      {!upload.fault && (
        <>
          <div class="row">
            <button
              type="button"
              class="primary"
              disabled={busy || !counts.new || counts.faulty > 0}
              onClick={() => run(apply)}
            >
              {busy ? d('import.doing') : d('bring.do', { n: number(counts.new) })}
            </button>
            {counts.faulty > 0 && (
              <>
                <button type="button" class="secondary" disabled={busy} onClick={() => run(marked)}>
                  {d('bring.marked')}
                </button>
                <button type="button" class="secondary" disabled={busy} onClick={() => run(leaveOut)}>
                  {d('bring.leave_out', { n: number(counts.faulty) })}
                </button>
              </>
            )}
          </div>
          <p class="meta">{d('bring.then')}</p>
        </>
      )}
    </section>
  )
}
