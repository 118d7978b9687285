import './Redactor.css'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { d } from '../../text/desk'
import { t } from '../../text/text'
import { between, moved, type Point, type Rectangle, resized, style, WHOLE } from './rectangles'
import { useImage } from './useImage'

interface Redaction {
  crop: Rectangle | null
  blurs: Rectangle[]
}

interface Props extends Redaction {
  path: string
  done: (redaction: Redaction) => void
  close: () => void
}

const STEP = 150 // of a rectangle with one press of an arrow
const MIDDLE: Rectangle = [4000, 3500, 2000, 3000]
const MOST: Rectangle = [500, 500, 9000, 9000]

/**
 * The dialog in which parts of a photo are blurred or cut off: drawn with a pointer, or added by a button and moved by
 * the arrows. The server makes a new file of it; the original stays as it is.
 */
export function Redactor({ path, crop: firstCrop, blurs: firstBlurs, done, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const url = useImage(path)
  const [tool, setTool] = useState<'blur' | 'crop'>('blur')
  const [{ crop, blurs }, set] = useState<Redaction>({ crop: firstCrop, blurs: firstBlurs })
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const add = (one: Rectangle) => (tool === 'crop' ? set({ crop: one, blurs }) : set({ crop, blurs: [...blurs, one] }))
  return (
    <dialog ref={dialog} class="sheet redactor" aria-labelledby="redactor-title" onClose={close}>
      <h2 id="redactor-title">{d('example.redact_title')}</h2>
      <p class="meta">{d('example.redact_help')}</p>
      <div class="chips">
        {(['blur', 'crop'] as const).map((one) => (
          <button key={one} type="button" class="chip" aria-pressed={tool === one} onClick={() => setTool(one)}>
            {d(`example.tool_${one}`)}
          </button>
        ))}
        <button type="button" class="plain" onClick={() => add(tool === 'crop' ? MOST : MIDDLE)}>
          {d(tool === 'crop' ? 'example.add_crop' : 'example.add_blur')}
        </button>
      </div>
      <Stage url={url} draw={add}>
        {blurs.map((one, at) => (
          <Area
            key={at}
            kind="blur"
            label={d('example.blur_n', { n: at + 1 })}
            at={one}
            set={(now) => set({ crop, blurs: blurs.map((was, place) => (place === at ? now : was)) })}
            remove={() => set({ crop, blurs: blurs.filter((_, place) => place !== at) })}
          />
        ))}
        {crop && (
          <Area
            kind="crop"
            label={d('example.crop_area')}
            at={crop}
            set={(now) => set({ crop: now, blurs })}
            remove={() => set({ crop: null, blurs })}
          />
        )}
      </Stage>
      <div class="actions">
        {(crop || blurs.length > 0) && (
          <button type="button" class="plain" onClick={() => set({ crop: null, blurs: [] })}>
            {d('example.clear_all')}
          </button>
        )}
        <button type="button" class="plain" onClick={() => dialog.current?.close()}>
          {t('return.close')}
        </button>
        <button
          type="button"
          class="primary"
          onClick={() => {
            done({ crop, blurs })
            dialog.current?.close()
          }}
        >
          {d('example.redact_done')}
        </button>
      </div>
    </dialog>
  )
}

const placeOf = (event: PointerEvent, stage: HTMLElement): Point => {
  const box = stage.getBoundingClientRect()
  return { x: ((event.clientX - box.x) / box.width) * WHOLE, y: ((event.clientY - box.y) / box.height) * WHOLE }
}

/** The photo, on which a pointer draws a rectangle. */
function Stage({ url, draw, children }: { url: string; draw: (one: Rectangle) => void; children: unknown }) {
  const stage = useRef<HTMLDivElement>(null)
  const [line, setLine] = useState<{ from: Point; to: Point }>()
  const drawn = line && between(line.from, line.to)
  const point = (event: PointerEvent) => placeOf(event, stage.current as HTMLElement)
  return (
    <div
      ref={stage}
      class="stage large"
      onPointerDown={(event) => {
        if ((event.target as Element).closest('.area') || event.button) return
        stage.current?.setPointerCapture(event.pointerId)
        setLine({ from: point(event), to: point(event) })
      }}
      onPointerMove={(event) => line && setLine({ ...line, to: point(event) })}
      onPointerUp={() => {
        if (drawn) draw(drawn)
        setLine(undefined)
      }}
      onPointerCancel={() => setLine(undefined)}
    >
      {url ? <img src={url} alt={d('example.original_photo')} draggable={false} /> : <span class="blank" />}
      {children as never}
      {drawn && <span class="drawn" style={style(drawn)} />}
    </div>
  )
}

interface AreaProps {
  kind: 'blur' | 'crop'
  label: string
  at: Rectangle
  set: (at: Rectangle) => void
  remove: () => void
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

/** A rectangle on the photo: dragged, or moved by the arrows, resized at its corner or with Shift, taken away by Delete. */
function Area({ kind, label, at, set, remove }: AreaProps) {
  const drag = useRef<{ from: Point; was: Rectangle; corner: boolean } | null>(null)
  const area = useRef<HTMLButtonElement>(null)
  const stage = () => area.current?.closest('.stage') as HTMLElement
  useLayoutEffect(() => area.current?.focus(), [])
  const key = (event: KeyboardEvent) => {
    const step = ARROWS[event.key]
    if (step) {
      event.preventDefault()
      set((event.shiftKey ? resized : moved)(at, ...step))
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      remove()
    }
  }
  return (
    <button
      ref={area}
      type="button"
      class={`area ${kind}`}
      style={style(at)}
      aria-label={label}
      aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Shift+ArrowLeft Shift+ArrowDown Delete"
      onKeyDown={key}
      onPointerDown={(event) => {
        const corner = !!(event.target as Element).closest('.corner')
        area.current?.setPointerCapture(event.pointerId)
        drag.current = { from: placeOf(event, stage()), was: at, corner }
      }}
      onPointerMove={(event) => {
        if (!drag.current) return
        const { from, was, corner } = drag.current
        const to = placeOf(event, stage())
        set((corner ? resized : moved)(was, to.x - from.x, to.y - from.y))
      }}
      onPointerUp={() => {
        drag.current = null
      }}
    >
      <span class="corner" />
    </button>
  )
}
