import { useState } from 'preact/hooks'
import { accounts } from '../../account/session'
import { who } from '../../account/who'
import type { BundleOffer } from '../../core/types/account'
import { useBusy } from '../../parts/busy'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { saveFile } from '../../platform/saveFile'
import { countUnsent } from '../../records/unsentWork'
import { f } from '../../text/file'
import { unsentFiles } from './unsentFiles'

/** Saves the account's unsent work into a file, to be passed on by the system's share sheet or kept on the device. */
export function SaveFile() {
  const { id } = who()
  const count = useWatched(() => countUnsent(id), [id])
  const offer = useWatched(accounts, [])?.find((account) => account.id === id)?.bundle
  const [made, setMade] = useState<File[]>()
  const [fails, setFails] = useState(false)
  const [busy, run] = useBusy()
  if (!count) return null
  const held = (['mutations', 'drafts', 'photos'] as const)
    .filter((one) => count[one])
    .map((one) => f(`file.${one}`, { n: count[one] }))
    .join(', ')
  const make = () =>
    run(async () => {
      setFails(false)
      setMade(await unsentFiles(id, offer as BundleOffer).catch(() => void setFails(true)))
    })
  return (
    <section class="entry">
      <h2>{f('file.save_title')}</h2>
      <p>{f(held ? 'file.holds' : 'file.nothing', { what: held })}</p>
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
