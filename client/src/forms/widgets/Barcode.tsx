import './Barcode.css'
import { useEffect, useState } from 'preact/hooks'
import { toast } from '../../parts/Toast'
import { inLanguage } from '../../text/text'
import { w } from '../../text/widgets'
import type { WidgetProps } from './props'
import { Scanner } from './Scanner'
import { canScan } from './scan'

/** What the device answered, which is asked once: a button that comes later moves what a finger is about to touch. */
let able = false
const asked = canScan().then((scans) => {
  able = scans
  return scans
})

/** The input of a field of type `barcode`: a line to be typed, and where the phone can read codes a button that scans one. */
export function Barcode({ field, set, typed }: WidgetProps) {
  const [scans, setScans] = useState(able)
  const [open, setOpen] = useState(false)
  useEffect(() => void asked.then(setScans), [])
  const label = inLanguage(field.label)
  const found = (code: string) => {
    set(code)
    toast(w('scan.found', { code }))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is the input's, which is handed in
    <div class="barcode" onKeyDown={onward}>
      {typed}
      {scans && (
        <button
          type="button"
          class="secondary"
          aria-label={`${w('scan.open')}: ${label}`}
          onClick={() => setOpen(true)}
        >
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 8V5h3M17 5h3v3M20 16v3h-3M7 19H4v-3M8 9v6M12 9v6M16 9v6" />
          </svg>{' '}
          {w('scan.open')}
        </button>
      )}
      {open && <Scanner label={label} found={found} close={() => setOpen(false)} />}
    </div>
  )
}

/** Readers that type end a code with Enter: it leads to the next input, where a form would be submitted. */
function onward(event: KeyboardEvent): void {
  const { target, key } = event
  if (key !== 'Enter' || !(target instanceof HTMLInputElement)) return
  event.preventDefault()
  const inputs = [...(target.form?.querySelectorAll<HTMLElement>('input, select, textarea') ?? [])]
  inputs[inputs.indexOf(target) + 1]?.focus()
}
