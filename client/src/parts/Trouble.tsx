import './Trouble.css'
import { useEffect, useState } from 'preact/hooks'
import { t } from '../text/text'
import { Icon } from './Icon'
import { toast } from './Toast'

type Trouble = { text: string; full: boolean } | null

const heard = new Set<(trouble: Trouble) => void>()

/**
 * Shows over everything that storage has failed. `error` is what was thrown: of a NotSaved, or an error with a `text`,
 * the typed text is shown too.
 */
export function trouble(error: unknown): void {
  const { text = '', full = false } = (error ?? {}) as { text?: string; full?: boolean }
  console.error(error)
  for (const tell of heard) tell({ text, full })
}

/**
 * The dialog that `trouble` opens over everything else: that nothing was saved (*Chưa lưu*), with the typed text to be
 * copied elsewhere, or that nothing could be read.
 */
export function TroubleScreen() {
  const [found, set] = useState<Trouble>(null)
  useEffect(() => {
    heard.add(set)
    return () => void heard.delete(set)
  }, [])
  if (!found) return null
  const copy = () => navigator.clipboard?.writeText(found.text).then(() => toast(t('trouble.copied')))
  return (
    <div class="over" role="alertdialog" aria-modal="true" aria-labelledby="trouble">
      <section class="note needs">
        <h2 id="trouble">
          <Icon name="warn" /> {t(found.text ? 'trouble.not_saved' : 'trouble.unread')}
        </h2>
        <p>{t(found.full ? 'trouble.full' : 'trouble.why')}</p>
        {found.text && (
          <>
            <p>{t('trouble.copy_first')}</p>
            <textarea readOnly rows={8} aria-label={t('trouble.text')} value={found.text} />
            <button type="button" class="secondary" onClick={copy}>
              <Icon name="copy" /> {t('trouble.copy')}
            </button>
          </>
        )}
        <button type="button" class="primary" onClick={() => (found.text ? set(null) : location.reload())}>
          {t('trouble.again')}
        </button>
      </section>
    </div>
  )
}
