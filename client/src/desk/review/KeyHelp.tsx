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
  ['p', 'key.photos'],
  ['x', 'key.pick'],
  ['Shift x', 'key.range'],
  ['u', 'key.undo'],
  ['/', 'key.find'],
  ['?', 'key.help'],
]

const PHOTO_KEYS: typeof KEYS = [
  ['← →', 'key.photo_step'],
  ['+ − 0', 'key.photo_zoom'],
  ['Shift ← →', 'key.photo_move'],
  ['r', 'key.photo_turn'],
  ['s', 'key.photo_side'],
  ['Esc', 'key.photo_close'],
]

/** The dialog that lists the keys of the keyboard for the queue, for the page of one of its records, and for its photos. */
export function KeyHelp({ close }: { close: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => sheet.current?.showModal(), [])
  return (
    <dialog ref={sheet} class="sheet keys" aria-labelledby="keys" onClose={close}>
      <h2 id="keys">{d('queue.keys')}</h2>
      <Keys keys={KEYS} />
      <h3>{d('queue.photo_keys')}</h3>
      <Keys keys={PHOTO_KEYS} />
      <button type="button" class="secondary" onClick={() => sheet.current?.close()}>
        {t('return.close')}
      </button>
    </dialog>
  )
}

const Keys = ({ keys }: { keys: typeof KEYS }) => (
  <dl class="key-list">
    {keys.map(([key, does]) => (
      <div key={key}>
        <dt>
          <kbd>{key}</kbd>
        </dt>
        <dd>{d(does)}</dd>
      </div>
    ))}
  </dl>
)
