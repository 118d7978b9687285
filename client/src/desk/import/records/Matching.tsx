import { useEffect, useState } from 'preact/hooks'
import { change, Refusal, read } from '../../../api/requests'
import { useBusy } from '../../../parts/busy'
import { trouble } from '../../../parts/Trouble'
import { go } from '../../../routes/route'
import { d } from '../../../text/desk'
import { inLanguage } from '../../../text/text'
import { FieldColumns } from './FieldColumns'
import { Pick } from './Pick'
import { type Chosen, TableChoice } from './TableChoice'
import { type Column, columnName, type Mapping, type Sheet, type Upload } from './types'
import { WhoseAndWhen } from './WhoseAndWhen'

interface Props {
  upload: Upload
  /** Called with the server's answer once the mapping was taken. */
  done: (found: Upload) => void
}

/**
 * The step in which columns are matched with fields. What the server proposes, by the same headings of before or by
 * names, stands there already.
 */
export function Matching({ upload, done }: Props) {
  const [mapping, setMapping] = useState<Mapping | null>(upload.mapping)
  const [columns, setColumns] = useState<Column[]>([])
  const [chosen, setChosen] = useState<Chosen>(upload.mapping ?? firstTable(upload.sheets))
  const [fault, setFault] = useState('')
  const [busy, run] = useBusy()
  const { sheet, header, register } = chosen
  const found = upload.sheets[sheet]
  const ready = mapping && isOf(mapping, chosen)
  useEffect(() => {
    if (!register || !found || found.fault) return
    let wanted = true
    const asked = new URLSearchParams({ register, sheet: `${sheet}`, header: `${header}` })
    read(`/api/record-imports/${upload.id}/proposal?${asked}`).then(({ body }) => {
      if (!wanted) return
      if (!ready) setMapping(body.mapping as Mapping)
      setColumns(body.columns as Column[])
    }, trouble)
    return () => {
      wanted = false
    }
  }, [register, sheet, header])
  const send = async () => {
    setFault('')
    try {
      done((await change('PUT', `/api/record-imports/${upload.id}/mapping`, mapping ?? {})) as Upload)
      go(`/so/nhap-so-lieu/${upload.id}`)
    } catch (error) {
      setFault(error instanceof Refusal ? error.detail : d('import.offline'))
    }
  }
  const changeIt = (changes: Partial<Mapping>) => mapping && setMapping({ ...mapping, ...changes })
  return (
    <form
      class="bring-matching"
      onSubmit={(event) => {
        event.preventDefault()
        void run(send)
      }}
    >
      <TableChoice upload={upload} chosen={chosen} choose={(changes) => setChosen({ ...chosen, ...changes })} />
      {found?.fault && <p class="note needs">{inLanguage(found.fault)}</p>}
      {ready && columns.length > 0 && (
        <>
          <WhoseAndWhen mapping={mapping} columns={columns} change={changeIt} />
          <FieldColumns mapping={mapping} columns={columns} change={changeIt} />
          <Further mapping={mapping} columns={columns} change={changeIt} />
          <div role="alert">{fault && <p class="fault">{fault}</p>}</div>
          <button type="submit" class="primary" disabled={busy}>
            {busy ? d('bring.planning') : d('bring.preview')}
          </button>
        </>
      )}
    </form>
  )
}

interface Part {
  mapping: Mapping
  columns: Column[]
  change: (changes: Partial<Mapping>) => void
}

function Further({ mapping, columns, change }: Part) {
  return (
    <details class="bring-further" open={mapping.key_column !== null || mapping.totals}>
      <summary>{d('bring.further')}</summary>
      <Pick
        label={d('bring.key')}
        value={`${mapping.key_column ?? ''}`}
        none={d('bring.no_key')}
        choices={columns.map((one) => [`${one.at}`, columnName(one)])}
        choose={(value) => change({ key_column: value ? Number(value) : null })}
      />
      <p class="meta">{d('bring.key_why')}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={mapping.totals}
          onChange={(event) => change({ totals: event.currentTarget.checked })}
        />
        {d('bring.totals')}
      </label>
    </details>
  )
}

/** The table that a file most likely holds: the first sheet with several columns, below its headings. */
function firstTable(sheets: Sheet[]): Chosen {
  const first = sheets.findIndex(({ fault, columns }) => !fault && columns.length > 1)
  const sheet = Math.max(0, first)
  return { sheet, header: sheets[sheet]?.header ?? 0, register: '' }
}

const isOf = (mapping: Mapping, { sheet, header, register }: Chosen): boolean =>
  mapping.register === register && mapping.sheet === sheet && mapping.header === header
