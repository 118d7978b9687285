import './Undo.css'
import { useBars } from '../../parts/bars'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { t } from '../../text/text'
import { undo, useLast } from './decisions'
import { useKeys } from './useKeys'

/**
 * A line that says what this person has just decided, with a button, for some seconds, to undo it (also by the key u),
 * and then the one before it.
 */
export function Undo() {
  const { text, last, seconds } = useLast()
  useBars(!!text)
  useKeys({ u: () => void undo() })
  const open = !!last && seconds > 0
  return (
    <div class="saying undo">
      <p role="status" aria-live="polite" hidden={!text}>
        {text && (
          <>
            <Icon name="check" />
            <span>
              {text}
              {last && last.text !== text && ` ${d('queue.undo_next', { text: last.text })}`}
            </span>
          </>
        )}
        {open && (
          <button type="button" class="plain" onClick={() => void undo()}>
            {t('record.undo')} <kbd>u</kbd>{' '}
            <small aria-hidden="true" class="seconds">
              {seconds}
            </small>
          </button>
        )}
      </p>
      {open && <span class="hidden">{d('queue.undo_for')}</span>}
    </div>
  )
}
