import { useEffect, useRef } from 'preact/hooks'
import { SHAPE } from '../../account/pin'

/** The field for a PIN, with the keys of numbers; it has the focus at once. `label`: what stands above it. */
export function Digits({ label }: { label: string }) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <label>
      {label}
      <input
        ref={field}
        name="pin"
        type="password"
        inputMode="numeric"
        pattern={SHAPE}
        minLength={4}
        maxLength={8}
        autocomplete="off"
        required
      />
    </label>
  )
}
