import './Scanner.css'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../parts/Icon'
import { t } from '../../text/text'
import { w } from '../../text/widgets'
import { scan } from './scan'

interface Props {
  /** What is scanned. */
  label: string
  found: (code: string) => void
  close: () => void
}

/** The dialog in which the camera looks for a code. It closes with the first, and where the app is left. */
export function Scanner({ label, found, close }: Props) {
  const sheet = useRef<HTMLDialogElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const [away, setAway] = useState(false)
  const end = () => sheet.current?.close()
  useLayoutEffect(() => sheet.current?.showModal(), [])
  useBack(end)
  useEffect(() => {
    const hidden = () => document.hidden && end()
    document.addEventListener('visibilitychange', hidden)
    const stop = scan(
      video.current as HTMLVideoElement,
      (code) => {
        found(code)
        end()
      },
      () => setAway(true),
    )
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      stop()
    }
  }, [])
  return (
    <dialog ref={sheet} class="sheet scanner" aria-labelledby="scanner" onClose={close}>
      <h2 id="scanner">
        {w('scan.open')}: {label}
      </h2>
      <div class="frame" hidden={away}>
        <video ref={video} muted playsInline />
      </div>
      <div role="status">
        {away ? (
          <>
            <p class="needs">
              <Icon name="warn" /> {w('scan.away')}
            </p>
            <p>{w('scan.away_why')}</p>
          </>
        ) : (
          <p>{w('scan.aim')}</p>
        )}
      </div>
      <button type="button" class="secondary" onClick={end}>
        {t('return.close')}
      </button>
    </dialog>
  )
}

/** A hook that has *back* run `end` instead of leaving the screen, as long as its component is drawn. */
function useBack(end: () => void): void {
  useEffect(() => {
    history.pushState({ depth: (history.state?.depth ?? 0) + 1, passing: true }, '')
    addEventListener('popstate', end)
    return () => {
      removeEventListener('popstate', end)
      if (history.state?.passing) history.back()
    }
  }, [])
}
