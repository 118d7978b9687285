import './FileDrop.css'
import { useState } from 'preact/hooks'

interface Dropping {
  bring: (file: File | undefined) => void
  /** The types of files that can be chosen, as in the `accept` of an HTML input. */
  accept: string
  label: string
  first?: boolean
}

/** An area on which a file can be dropped, or with which one can be chosen; `bring` is called with it. */
export function FileDrop({ bring, accept, label, first }: Dropping) {
  const [over, setOver] = useState(false)
  return (
    <label
      class={`drop${over ? ' over-it' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        bring(event.dataTransfer?.files[0])
      }}
    >
      <input
        type="file"
        accept={accept}
        onChange={(event) => {
          bring(event.currentTarget.files?.[0])
          // The same file, mended, must be news again.
          event.currentTarget.value = ''
        }}
      />
      <span class={first ? 'primary' : 'secondary'}>{label}</span>
    </label>
  )
}
