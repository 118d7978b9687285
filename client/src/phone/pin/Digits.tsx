import { useEffect, useRef } from 'preact/hooks'
import { SHAPE } from '../../account/pin'
import { p } from '../../text/pin'

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
        // The browser's own words say neither how many nor in the app's language.
        onInput={({ currentTarget: one }) => one.setCustomValidity('')}
        onInvalid={({ currentTarget: one }) => one.setCustomValidity(p('pin.shape'))}
        minLength={4}
        maxLength={8}
        autocomplete="off"
        required
      />
    </label>
  )
}
