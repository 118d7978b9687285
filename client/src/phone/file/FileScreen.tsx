import './FileScreen.css'
import { Page } from '../../parts/Page'
import { f, useFileTexts } from '../../text/file'
import { BringFiles } from './BringFiles'
import { SaveFile } from './SaveFile'

/** The screen on which unsent work is saved into a file, and files of others are sent. */
export function FileScreen() {
  if (!useFileTexts()) return null
  return (
    <Page title={f('file.title')}>
      <p class="lead">{f('file.lead')}</p>
      <SaveFile />
      <BringFiles />
    </Page>
  )
}
