import { fetchFile, Refusal, Unreached } from '../../api/requests'
import { toastFailure } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { saveFile } from '../../platform/saveFile'
import { d } from '../../text/desk'

/** Fetches the file at `path` and has the browser save it as `name`. If that fails, the person is shown why. */
export async function download(path: string, name: string): Promise<void> {
  try {
    saveFile(await fetchFile(path), name)
  } catch (fault) {
    explain(fault)
  }
}

/**
 * Shows the person why a request failed: the server's sentence for a Refusal, that there is no network for Unreached,
 * and the screen for failing storage for anything else.
 */
export function explain(fault: unknown): void {
  if (fault instanceof Refusal) toastFailure(fault.detail)
  else if (fault instanceof Unreached) toastFailure(d('desk.offline'))
  else trouble(fault)
}
