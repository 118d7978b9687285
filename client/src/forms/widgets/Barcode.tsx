import './Barcode.css'
import { useEffect, useState } from 'preact/hooks'
import { toast } from '../../parts/Toast'
import { inLanguage } from '../../text/text'
import { w } from '../../text/widgets'
import type { WidgetProps } from './props'
import { Scanner } from './Scanner'
import { canScan } from './scan'

/** The input of a field of type `barcode`: a line to be typed, and where the phone can read codes a button that scans one. */
export function Barcode({ field, set, typed }: WidgetProps) {
  const [scans, setScans] = useState(false)
  const [open, setOpen] = useState(false)
  useEffect(() => void canScan().then(setScans), [])
  const label = inLanguage(field.label)
  const found = (read: string) => {
    const code = read.replace(/\s+/g, ' ').trim()
    set(code)
    toast(w('scan.found', { code }))
  }
  return (
    <div class="barcode">
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
