import { who } from '../../account/who'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { oldestUnsent } from '../../records/unsentWork'
import { f, useFileTexts } from '../../text/file'

const OLD = 48 * 3_600_000 // milliseconds

/** Says that some work has been unsent for two days, and offers to carry it by file; nothing where that is not so. */
export function FileOffer() {
  const loaded = useFileTexts()
  const { id } = who()
  const oldest = useWatched(() => oldestUnsent(id), [id])
  if (!loaded || !oldest || Date.now() - Date.parse(oldest) < OLD) return null
  return (
    <section class="note needs" role="alert">
      <p>
        <Icon name="warn" /> {f('file.old')}
      </p>
      <a class="secondary" href="/tep">
        {f('file.old_open')}
      </a>
    </section>
  )
}
