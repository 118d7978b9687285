import { who } from '../../account/who'
import { fold } from '../../core/folding'
import { d } from '../../text/desk'
import { today } from '../../text/format'
import { download } from './saveFile'

interface Props {
  /** The server's path of the workbook. */
  path: string
  /** What the list holds, with which the file's name begins. */
  of: string
}

/** A button that fetches the list on the screen, from its first line on, as a workbook. */
export function ListFile({ path, of }: Props) {
  return (
    <button type="button" class="plain" onClick={() => void download(path, listName(of))}>
      {d('queue.file')}
    </button>
  )
}

/** The name under which a list is saved: what it holds, whose and of when, without diacritics. */
export function listName(of: string): string {
  const parts = [of, who().units[0]?.name ?? '', today()]
  return `${fold(parts.join(' ')).replace(/[^a-z0-9]+/g, '-')}.xlsx`
}

/** A query without the page that it is on. */
export function fromFirst(query: URLSearchParams): URLSearchParams {
  const whole = new URLSearchParams(query)
  whole.delete('cursor')
  return whole
}
