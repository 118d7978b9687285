import { useEffect, useState } from 'preact/hooks'
import { type Source, sourceOf } from '../../api/sources'
import type { Register } from '../../core/types/register'
import { unitFor } from '../../forms/start'
import { useCatalog, useOnline } from '../../parts/live'
import { Page } from '../../parts/Page'
import { trouble } from '../../parts/Trouble'
import { go, useRoute } from '../../routes/route'
import { type ReplicateKey, r, useReplicateTexts } from '../../text/replicate'
import { SourceSearch } from './SourceSearch'
import { replicable, replicated, takeUp } from './takeUp'

/**
 * The screen on which a leader takes up another school's record: of the one that the address names, the form opens filled
 * in at once; without one, it is looked for. `bieu` in the address names the register, and `tu` the record where the path
 * does not, as the form of a public page has it.
 */
export function Replicate() {
  const { id: named, query } = useRoute()
  const id = named || query.get('tu')
  const catalog = useCatalog()
  const loaded = useReplicateTexts()
  if (!loaded) return null
  const registers = replicable()
  const register = registers.find(({ key }) => key === query.get('bieu')) ?? registers[0]
  return (
    <Page title={r('replicate.title')}>
      {!catalog && <p role="status">{r('replicate.opening')}</p>}
      {catalog && !register && (
        <EmptyState word="leaders">
          <a class="secondary" href="/dien-hinh/mo-hinh">
            {r('replicate.public')}
          </a>
        </EmptyState>
      )}
      {register && (id ? <Taken key={id} register={register} id={id} /> : <SourceSearch register={register} />)}
    </Page>
  )
}

interface Came {
  word: 'offline' | 'gone' | 'own' | 'done'
  /** The school's own record that replicates it already. */
  record?: string
}

/** Opens the form of a record that replicates `id`; says why where it does not. */
function Taken({ register, id }: { register: Register; id: string }) {
  const [came, set] = useState<Came>()
  const [round, again] = useState(0)
  const online = useOnline()
  useEffect(() => {
    let wanted = true
    set(undefined)
    opened(register, id).then((found) => {
      if (!wanted) return
      if (typeof found === 'string') go(found, true)
      else set(found)
    }, trouble)
    return () => {
      wanted = false
    }
  }, [online, round])
  if (!came) return <p role="status">{r('replicate.opening')}</p>
  return (
    <EmptyState word={came.word}>
      {came.word === 'offline' && (
        <button type="button" class="primary" onClick={() => again(round + 1)}>
          {r('replicate.again')}
        </button>
      )}
      {came.record && (
        <a class="primary" href={`/ban-ghi/${came.record}`}>
          {r('replicate.open')}
        </a>
      )}
      {came.word !== 'offline' && (
        <a class="secondary" href={`/nhan-rong?bieu=${register.key}`}>
          {r('replicate.other')}
        </a>
      )}
    </EmptyState>
  )
}

/** The address of the form that is to be opened, or what stands against it. */
async function opened(register: Register, id: string): Promise<string | Came> {
  const found = await sourceOf(register.key, id)
  if (!found) return { word: 'offline' }
  const [source] = found
  if (!source) return { word: 'gone' }
  if (source.unit === unitFor(register)) return { word: 'own', record: source.id }
  return openForm(register, source)
}

async function openForm(register: Register, source: Source): Promise<string | Came> {
  const record = await replicated(register, source)
  if (record) return { word: 'done', record }
  return (await takeUp(register, source)) ?? { word: 'gone' }
}

/** What a screen says in place of a form: a heading, why, and ways on (`children`). */
function EmptyState({ word, children }: { word: Came['word'] | 'leaders'; children: unknown }) {
  const why = `replicate.${word}_why`
  return (
    <>
      <section class="empty" role="status">
        <h2>{r(`replicate.${word}`)}</h2>
        {word !== 'done' && <p>{r(why as ReplicateKey)}</p>}
      </section>
      <div class="actions">{children as never}</div>
    </>
  )
}
