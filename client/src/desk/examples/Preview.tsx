import './Preview.css'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { d } from '../../text/desk'
import { language } from '../../text/text'
import type { Example } from './types'

const WIDTHS = { phone: 360, desktop: 1280 } // pixels, of the windows in which it is shown
const HEIGHTS = { phone: 640, desktop: 800 }

interface Props {
  one: Example
  /** Whether something was changed that is not saved: the page shows what is. */
  changed?: boolean
  /** Whether it is opened first, below the form. */
  folded?: boolean
}

/** The public page of an example as it was saved last, in a window as wide as a phone's or as a desktop's. */
export function Preview({ one, changed, folded }: Props) {
  const [kind, choose] = useState<keyof typeof WIDTHS>('phone')
  const [open, unfold] = useState(!folded)
  const shown = (
    <>
      <div class="chips">
        {(['phone', 'desktop'] as const).map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={kind === each} onClick={() => choose(each)}>
            {d(`example.on_${each}`)}
          </button>
        ))}
      </div>
      {changed && <p class="note waiting">{d('example.preview_saved')}</p>}
      {open && <Window key={`${one.version} ${kind}`} one={one} kind={kind} />}
    </>
  )
  if (!folded) return <section class="preview">{shown}</section>
  return (
    <details class="preview" onToggle={(event) => unfold(event.currentTarget.open)}>
      <summary>{d('example.preview')}</summary>
      {shown}
    </details>
  )
}

/** A window of its own size, drawn smaller where there is less room; nothing in it runs or leads anywhere. */
function Window({ one, kind }: { one: Example; kind: keyof typeof WIDTHS }) {
  const place = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(WIDTHS[kind])
  useLayoutEffect(() => {
    const box = place.current as HTMLElement
    const measure = () => setRoom(box.clientWidth)
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  const scale = Math.min(1, room / WIDTHS[kind])
  return (
    <div ref={place} class="window" style={{ height: `${HEIGHTS[kind] * scale}px` }}>
      <iframe
        title={d('example.preview')}
        src={`/api/examples/${one.id}/preview?language=${language()}`}
        sandbox="allow-same-origin"
        width={WIDTHS[kind]}
        height={HEIGHTS[kind]}
        style={{ transform: `scale(${scale})` }}
      />
    </div>
  )
}
