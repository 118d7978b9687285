import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../../parts/Icon'
import { toast, toastFailure } from '../../parts/Toast'
import { d } from '../../text/desk'

/** A token that was just made, which is shown this once, to be copied; `kept` puts it away. */
export function MadeToken({ token, kept }: { token: string; kept: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  const copy = () =>
    navigator.clipboard.writeText(token).then(
      () => toast(d('tokens.copied')),
      () => toastFailure(d('overview.not_copied')),
    )
  return (
    <section class="made-token">
      <h2 ref={heading} tabIndex={-1}>
        {d('tokens.made')}
      </h2>
      <p>{d('tokens.once')}</p>
      <code translate={false}>{token}</code>
      <div class="row">
        {navigator.clipboard && (
          <button type="button" class="primary" onClick={copy}>
            <Icon name="copy" /> {d('tokens.copy')}
          </button>
        )}
        <button type="button" class="secondary" onClick={kept}>
          {d('tokens.kept')}
        </button>
      </div>
    </section>
  )
}
