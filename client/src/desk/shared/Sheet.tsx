import './Sheet.css'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Refusal } from '../../api/requests'
import { Icon } from '../../parts/Icon'
import { d, isDeskKey } from '../../text/desk'
import { t } from '../../text/text'
import { useOnce } from './useOnce'

interface Props {
  title: string
  /** The label of the button that sends. */
  go: string
  children: ComponentChildren
  /**
   * Sends what was typed; `once` is an id of this opening of the dialog, for `change`. If it rejects, the dialog says
   * why and stays open.
   */
  send: (once: string) => Promise<unknown>
  close: () => void
}

/** A dialog of a few inputs with one button that sends them. */
export function Sheet({ title, go, children, send, close }: Props) {
  const sheet = useRef<HTMLDialogElement>(null)
  const [faults, setFaults] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [once] = useOnce()
  useLayoutEffect(() => sheet.current?.showModal(), [])
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setFaults([])
    try {
      await send(once)
      sheet.current?.close()
    } catch (fault) {
      setFaults(refusalWords(fault))
    } finally {
      setBusy(false)
    }
  }
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby="sheet-title" onClose={close}>
      <form onSubmit={submit}>
        <h2 id="sheet-title">{title}</h2>
        {children}
        <Faults faults={faults} />
        <div class="actions">
          <button type="button" class="plain" onClick={() => sheet.current?.close()}>
            {t('return.close')}
          </button>
          <button type="submit" class="primary" disabled={busy}>
            {go}
          </button>
        </div>
      </form>
    </dialog>
  )
}

/** Why what was sent was refused, said to a screen reader at once. */
export function Faults({ faults }: { faults: string[] }) {
  return (
    <div role="alert">
      {faults.map((fault) => (
        <p key={fault} class="fault">
          <Icon name="warn" /> {fault}
        </p>
      ))}
    </div>
  )
}

/** Why a request failed, as sentences for the person: one for each known fault, else the server's own. */
export function refusalWords(fault: unknown): string[] {
  if (!(fault instanceof Refusal)) return [d('office.unreached')]
  const known = Object.entries(fault.fields).flatMap(([name, { rule }]) => {
    const key = `fault.${name}.${rule}`
    return isDeskKey(key) ? [d(key)] : []
  })
  return known.length ? known : [fault.detail]
}

/** An input (`children`) of a dialog, with its label and help. */
export function Ask({ label, help, children }: { label: string; help?: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it is given
    <label class="ask">
      <span>{label}</span>
      {children}
      {help && <small class="help">{help}</small>}
    </label>
  )
}
