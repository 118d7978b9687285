import './FileDrop.css'
import { useState } from 'preact/hooks'

interface Dropping {
  bring: (file: File | undefined) => void
  /** The files that are taken, as the `accept` of an input. */
  accept: string
  label: string
  first?: boolean
}

/** A place to drop a file on; a click or the keyboard chooses one. */
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
