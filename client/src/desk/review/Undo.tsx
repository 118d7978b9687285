import './Undo.css'
import { useBars } from '../../parts/bars'
import { Icon } from '../../parts/Icon'
import { d } from '../../text/desk'
import { t } from '../../text/text'
import { type Last, secondsLeft, undo, useLast } from './decisions'
import { useKeys } from './useKeys'

/**
 * What this person has just decided, each act with a button, for its own seconds, to undo it; the key u undoes the
 * latest, and then the one before it.
 */
export function Undo() {
  const { text, acts } = useLast()
  const [last] = acts
  const said = last?.text === text ? last : undefined
  useBars(!!text)
  useKeys({ u: () => void undo() })
  return (
    <div class="saying undo">
      {acts.length > (said ? 1 : 0) && (
        <ul class="acts" aria-label={d('queue.acts')}>
          {acts
            .filter((act) => act !== said)
            .reverse()
            .map((act) => (
              <li key={act.ids[0]}>
                <span>{act.text}</span>
                <Back act={act} latest={act === last} />
              </li>
            ))}
        </ul>
      )}
      <p role="status" aria-live="polite" hidden={!text}>
        {text && (
          <>
            <Icon name="check" />
            <span>{text}</span>
          </>
        )}
        {said && <Back act={said} latest />}
      </p>
      {last && <span class="hidden">{d('queue.undo_for')}</span>}
    </div>
  )
}

function Back({ act, latest }: { act: Last; latest: boolean }) {
  return (
    <button type="button" class="plain" onClick={() => void undo(act)}>
      {t('record.undo')}
      {latest ? <kbd>u</kbd> : <span class="hidden"> {act.text}</span>}{' '}
      <small aria-hidden="true" class="seconds">
        {secondsLeft(act)}
      </small>
    </button>
  )
}
