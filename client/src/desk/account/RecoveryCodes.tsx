import { useLayoutEffect, useRef } from 'preact/hooks'
import { who } from '../../account/who'
import { Icon } from '../../parts/Icon'
import { toast, toastFailure } from '../../parts/Toast'
import { d } from '../../text/desk'

/** The recovery codes, which are shown this once, to be printed or copied; `kept` goes on. */
export function RecoveryCodes({ codes, kept }: { codes: string[]; kept: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  const copy = () =>
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => toast(d('factor.copied')),
      () => toastFailure(d('overview.not_copied')),
    )
  return (
    <section>
      <p class="word done print-away">
        <Icon name="check" /> {d('factor.done')}
      </p>
      <h2 ref={heading} tabIndex={-1}>
        {d('factor.keep')}
      </h2>
      <p class="meta">Lan Tỏa · {who().username}</p>
      <p>{d('factor.keep_why')}</p>
      <ul class="recovery">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class="row print-away">
        <button type="button" class="secondary" onClick={() => print()}>
          {d('factor.print')}
        </button>
        {navigator.clipboard && (
          <button type="button" class="secondary" onClick={copy}>
            <Icon name="copy" /> {d('factor.copy')}
          </button>
        )}
        <button type="button" class="primary" onClick={kept}>
          {d('factor.kept')}
        </button>
      </div>
    </section>
  )
}
