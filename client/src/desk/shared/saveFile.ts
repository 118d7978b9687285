import { fetchFile, Refusal, Unreached } from '../../api/requests'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { d } from '../../text/desk'

/** Fetches a file and hands it to the browser under `name`. */
export async function download(path: string, name: string): Promise<void> {
  try {
    const url = URL.createObjectURL(await fetchFile(path))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    URL.revokeObjectURL(url)
  } catch (fault) {
    explain(fault)
  }
}

/** Says why a request failed: the server's sentence, no network, or the screen for failing storage. */
export function explain(fault: unknown): void {
  if (fault instanceof Refusal) toast(fault.detail)
  else if (fault instanceof Unreached) toast(d('desk.offline'))
  else trouble(fault)
}
