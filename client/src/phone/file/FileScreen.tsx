import './FileScreen.css'
import { Later } from '../../parts/Later'
import { Page } from '../../parts/Page'
import { f, useFileTexts } from '../../text/file'
import { SaveFile } from './SaveFile'

const bring = async () => (await import('./BringFiles')).BringFiles

/** The screen on which unsent work is saved into a file, and files of others are sent. */
export function FileScreen() {
  if (!useFileTexts()) return null
  return (
    <Page title={f('file.title')}>
      <p class="lead">{f('file.lead')}</p>
      <SaveFile />
      <Later load={bring} away={<p class="note waiting">{f('file.bring_away')}</p>} />
    </Page>
  )
}
