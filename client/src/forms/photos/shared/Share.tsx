import './Share.css'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Register } from '../../../core/types/register'
import { useBusy } from '../../../parts/busy'
import { Icon } from '../../../parts/Icon'
import { useCatalog, useWatched } from '../../../parts/live'
import { Page } from '../../../parts/Page'
import { trouble } from '../../../parts/Trouble'
import { dropShared, type Shared, sharedHere } from '../../../records/shared'
import { go, useRoute } from '../../../routes/route'
import { moment } from '../../../text/format'
import { f, usePhotoTexts } from '../../../text/photos'
import { inLanguage, t } from '../../../text/text'
import type { Start } from '../../start'
import { registerOfForm } from '../../unfinished'
import { openToPhotos, type Put, putInto, withPhotos } from './put'

/** What the address says of what was shared and is not here. */
const LEFT_OUT = ['other', 'large', 'room', 'away'] as const

/** The screen for pictures that another app has shared: into which form they go. They wait here until they are in one. */
export function Share() {
  const [round, again] = useState(0)
  const catalog = useCatalog()
  const loaded = usePhotoTexts()
  const pictures = useWatched(sharedHere, [round])
  const { query } = useRoute()
  const [put, setPut] = useState<Put | null>(null)
  const [step, setStep] = useState<{ n: number; of: number }>()
  const [busy, run] = useBusy()
  if (!loaded || !pictures) return null
  const into = (register: Register, begun?: Start) =>
    void run(async () => {
      const put = putInto(register, begun, pictures, (n, of) => setStep({ n, of }))
      const done = await put.finally(() => {
        setStep(undefined)
        again(round + 1)
      })
      if (done && !done.left && !done.unkept.length) return go(done.path, true)
      setPut(done)
    }).catch(trouble)
  return (
    <Page title={f('share.title')}>
      {LEFT_OUT.map(
        (why) =>
          query.has(why) && (
            <p key={why} class="note needs">
              {f(`share.${why}`)}
            </p>
          ),
      )}
      {put && <Done put={put} />}
      {pictures.length > 0 && <Pictures all={pictures} />}
      <p role="status" class="meta">
        {step ? f('photo.shrinking', step) : !pictures.length && !query.toString() && !put && f('share.none')}
      </p>
      {pictures.length > 0 && catalog && !busy && <Forms into={into} registers={withPhotos()} />}
      {pictures.length > 0 && !busy && <Drop all={pictures} dropped={() => again(round + 1)} />}
    </Page>
  )
}

/** The shared pictures, small. */
function Pictures({ all }: { all: Shared[] }) {
  const key = all.map((one) => one.key).join()
  const urls = useMemo(() => all.map(({ file }) => URL.createObjectURL(file)), [key])
  useEffect(() => () => urls.forEach(URL.revokeObjectURL), [urls])
  return (
    <>
      <h2>{f('share.count', { n: all.length })}</h2>
      <ul class="shared">
        {urls.map((url, at) => (
          <li key={url}>
            <img src={url} alt={f('photo.number', { n: at + 1 })} decoding="async" />
          </li>
        ))}
      </ul>
    </>
  )
}

/** The forms that they may go into: those that were begun, then one of each register that takes photos. */
function Forms({ into, registers }: { into: (register: Register, begun?: Start) => void; registers: Register[] }) {
  const begun = useWatched(openToPhotos, []) ?? []
  if (!registers.length) return <p class="note">{f('share.no_form')}</p>
  return (
    <>
      {begun.length > 0 && (
        <>
          <h2>{f('share.begun')}</h2>
          <div class="actions">
            {begun.map((start) => {
              const register = registerOfForm(start)
              const title = start.values[register?.list?.title ?? '']
              return (
                <Form key={start.key} press={() => register && into(register, start)}>
                  <span class="title">{title || inLanguage(register?.title)}</span>{' '}
                  <span class="meta">{t('home.unfinished', { at: moment(start.at ?? '') })}</span>
                </Form>
              )
            })}
          </div>
        </>
      )}
      <h2>{f('share.new')}</h2>
      <div class="actions">
        {registers.map((register) => (
          <Form key={register.key} press={() => into(register)}>
            <span class="title">{inLanguage(register.title)}</span>
          </Form>
        ))}
      </div>
    </>
  )
}

const Form = ({ press, children }: { press: () => void; children: preact.ComponentChildren }) => (
  <button type="button" class="secondary wide" onClick={press}>
    <span>{children}</span>
  </button>
)

/** Which of them are in the form now, and why the others are not. */
const Done = ({ put: { path, unkept, left } }: { put: Put }) => (
  <section class="note needs" role="alert">
    {unkept.map(({ why, name }) => (
      <p key={name}>{f(`photo.${why}`, { name })}</p>
    ))}
    {left > 0 && <p>{f('share.left', { n: left })}</p>}
    <a class="primary" href={path}>
      {f('share.open')}
    </a>
  </section>
)

/** A button that deletes the pictures here; the gallery keeps its own. */
const Drop = ({ all, dropped }: { all: Shared[]; dropped: () => void }) => (
  <button type="button" class="plain" onClick={() => void dropShared(all.map(({ key }) => key)).then(dropped, trouble)}>
    <Icon name="cross" /> {f('share.drop')}
  </button>
)
