import { f } from '../../text/photos'
import type { Act } from './usePane'

const PATHS = {
  farther: 'M5 12h14',
  closer: 'M12 5v14M5 12h14',
  whole: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  turn: 'M19 5v5h-5M18.5 10A7.5 7.5 0 1 0 19 15',
  side: 'M4 5h7v14H4zM13 5h7v14h-7z',
}
type Tool = keyof typeof PATHS
const KEYS: [Exclude<Tool, 'side'>, string][] = [
  ['farther', '-'],
  ['closer', '+'],
  ['whole', '0'],
  ['turn', 'r'],
]

interface Props {
  act: Act
  /** Puts a second photo beside the first, or takes it away; not given for a record's only photo. */
  side?: () => void
  /** Whether there are two. */
  two: boolean
}

/** The buttons for what is done with a large photo, each with its key. */
export function Tools({ act, side, two }: Props) {
  return (
    <div class="photo-tools">
      {KEYS.map(([tool, key]) => (
        <Button key={tool} tool={tool} of={key} press={() => act(tool)} />
      ))}
      {side && <Button tool="side" of="s" press={side} pressed={two} />}
    </div>
  )
}

function Button({ tool, of, press, pressed }: { tool: Tool; of: string; press: () => void; pressed?: boolean }) {
  const label = f(`photo.${tool}`)
  return (
    <button
      type="button"
      class="plain"
      aria-label={label}
      title={`${label} (${of})`}
      aria-keyshortcuts={of}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      onClick={press}
    >
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={PATHS[tool]} />
      </svg>
    </button>
  )
}
