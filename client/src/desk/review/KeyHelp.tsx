import './KeyHelp.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { type DeskKey, d } from '../../text/desk'
import { t } from '../../text/text'

const KEYS: [string, DeskKey][] = [
  ['j', 'key.next'],
  ['k', 'key.before'],
  ['Enter', 'key.open'],
  ['Esc', 'key.close'],
  ['a', 'key.approve'],
  ['v', 'key.verify'],
  ['r', 'key.return'],
  ['d', 'key.reject'],
  ['o', 'key.reopen'],
  ['c', 'key.comment'],
  ['x', 'key.pick'],
  ['Shift x', 'key.range'],
  ['u', 'key.undo'],
  ['/', 'key.find'],
  ['?', 'key.help'],
]

/** The dialog that lists the keys of the keyboard for the queue and for the page of one of its records. */
export function KeyHelp({ close }: { close: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => sheet.current?.showModal(), [])
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby="keys" onClose={close}>
      <h2 id="keys">{d('queue.keys')}</h2>
      <dl class="key-list">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{d(does)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="secondary" onClick={() => sheet.current?.close()}>
        {t('return.close')}
      </button>
    </dialog>
  )
}
