import { useState } from 'preact/hooks'
import { sealed } from '../../account/bundle'
import { accounts } from '../../account/session'
import { who } from '../../account/who'
import type { BundleOffer } from '../../core/types/account'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { saveFile } from '../../platform/saveFile'
import { countUnsent, gatherUnsent, unsentPhotos } from '../../records/unsentWork'
import { f } from '../../text/file'
import { number } from '../../text/format'

const PHOTOS = 8 << 20 // bytes of photos in one file, so that no server or mail refuses it

/** Saves the account's unsent work into a file, to be passed on by the system's share sheet or kept on the device. */
export function SaveFile() {
  const { id } = who()
  const count = useWatched(() => countUnsent(id), [id])
  const offer = useWatched(accounts, [])?.find((account) => account.id === id)?.bundle
  const [made, setMade] = useState<File[]>()
  const [fails, setFails] = useState(false)
  const [busy, run] = useBusy()
  if (!count) return null
  const make = () =>
    run(async () => {
      setFails(false)
      setMade(await filesOf(id, offer as BundleOffer).catch(() => void setFails(true)))
    })
  return (
    <section class="entry">
      <h2>{f('file.save_title')}</h2>
      <p>
        {f(!count.mutations && !count.drafts ? 'file.nothing' : count.drafts ? 'file.holds' : 'file.holds_mutations', {
          n: number(count.mutations),
          drafts: number(count.drafts),
        })}
      </p>
      {!offer && <p class="note waiting">{f('file.no_key')}</p>}
      {offer && !made && (
        <button type="button" class="primary" disabled={busy} onClick={() => void make()}>
          {f('file.make')}
        </button>
      )}
      <p class="fault" role="alert">
        {fails && (
          <>
            <Icon name="warn" /> {f('file.failed')}
          </>
        )}
      </p>
      {made && <Made files={made} />}
      {offer && <p class="help">{f('file.sealed')}</p>}
    </section>
  )
}

function Made({ files }: { files: File[] }) {
  const shares = navigator.canShare?.({ files })
  // Whoever closes the share sheet has decided; the files are still here.
  const share = () => void navigator.share({ files }).catch(() => {})
  const keep = () => {
    for (const file of files) saveFile(file, file.name)
  }
  return (
    <div class="made" role="status">
      <p class="word safe">
        <Icon name="check" /> {f('file.made', { name: files.map(({ name }) => name).join(', ') })}
      </p>
      {shares && (
        <button type="button" class="primary" onClick={share}>
          {f('file.share')}
        </button>
      )}
      <button type="button" class={shares ? 'secondary' : 'primary'} onClick={keep}>
        {f('file.keep')}
      </button>
    </div>
  )
}

/** The files: the first with all work and the first photos, others with what photos are left. */
async function filesOf(account: string, offer: BundleOffer): Promise<File[]> {
  const at = new Date()
  const stamp = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace(/\D/g, '')
  const work = await gatherUnsent(account)
  const portions = await unsentPhotos(account, PHOTOS)
  const files: File[] = []
  for (const [n, photos] of (portions.length ? portions : [[]]).entries()) {
    const listed = photos.map(({ data, ...photo }) => ({ ...photo, bytes: data.byteLength }))
    const content = { version: 1, made: at.toISOString(), ...(n ? {} : work), photos: listed }
    const name = `${f('file.name')}-${stamp.slice(0, 8)}-${stamp.slice(8)}${portions.length > 1 ? `-${n + 1}` : ''}.txt`
    // A share sheet passes on texts, and refuses files of a kind that it does not know.
    files.push(
      new File(
        [
          await sealed(
            offer,
            content,
            photos.map(({ data }) => data),
          ),
        ],
        name,
        { type: 'text/plain' },
      ),
    )
  }
  return files
}
