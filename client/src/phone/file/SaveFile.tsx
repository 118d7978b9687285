import { useState } from 'preact/hooks'
import { sealed } from '../../account/bundle'
import { accounts } from '../../account/session'
import { who } from '../../account/who'
import type { BundleOffer } from '../../core/types/account'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { saveFile } from '../../platform/saveFile'
import { countUnsent, gatherUnsent } from '../../records/unsentWork'
import { f } from '../../text/file'
import { number } from '../../text/format'

/** Saves the account's unsent work into a file, to be passed on by the system's share sheet or kept on the device. */
export function SaveFile() {
  const { id } = who()
  const count = useWatched(() => countUnsent(id), [id])
  const offer = useWatched(accounts, [])?.find((account) => account.id === id)?.bundle
  const [made, setMade] = useState<File>()
  const [fails, setFails] = useState(false)
  const [busy, run] = useBusy()
  if (!count) return null
  const make = () =>
    run(async () => {
      setFails(false)
      setMade(await fileOf(id, offer as BundleOffer).catch(() => void setFails(true)))
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
      {made && <Made file={made} />}
      {offer && <p class="help">{f('file.sealed')}</p>}
    </section>
  )
}

function Made({ file }: { file: File }) {
  const shares = navigator.canShare?.({ files: [file] })
  // Whoever closes the share sheet has decided; the file is still here.
  const share = () => void navigator.share({ files: [file] }).catch(() => {})
  return (
    <div class="made" role="status">
      <p class="word safe">
        <Icon name="check" /> {f('file.made', { name: file.name })}
      </p>
      {shares && (
        <button type="button" class="primary" onClick={share}>
          {f('file.share')}
        </button>
      )}
      <button type="button" class={shares ? 'secondary' : 'primary'} onClick={() => saveFile(file, file.name)}>
        {f('file.keep')}
      </button>
    </div>
  )
}

async function fileOf(account: string, offer: BundleOffer): Promise<File> {
  const at = new Date()
  const content = { version: 1, made: at.toISOString(), ...(await gatherUnsent(account)) }
  const stamp = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16).replace(/\D/g, '')
  const name = `${f('file.name')}-${stamp.slice(0, 8)}-${stamp.slice(8)}.txt`
  // A share sheet passes on texts, and refuses files of a kind that it does not know.
  return new File([await sealed(offer, content)], name, { type: 'text/plain' })
}
