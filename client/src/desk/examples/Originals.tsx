import { d } from '../../text/desk'
import { inLanguage } from '../../text/text'
import type { Example } from './types'

/** The records that an example is made of, as they were approved. `copy`: adds a text to the story. */
export function Originals({ one, copy }: { one: Example; copy?: (text: string) => void }) {
  return (
    <section class="originals" aria-label={d('example.originals')}>
      <h2>{d('example.originals')}</h2>
      {!one.originals.length && <p class="meta">{d('example.originals_unseen')}</p>}
      {one.originals.map((original) => (
        <section key={original.record}>
          <h3>
            <a href={`/so/ban-ghi/${original.record}`}>{original.title}</a>
          </h3>
          <p class="meta">{[inLanguage(original.register), original.unit_name].join(' · ')}</p>
          {original.texts.map(({ label, text }) => (
            <div key={label.vi} class="original-text">
              <p class="meta">{inLanguage(label)}</p>
              <p class="plain-text">{text}</p>
              {copy && text.length > 40 && (
                <button type="button" class="plain" onClick={() => copy(text)}>
                  {d('example.copy')}
                </button>
              )}
            </div>
          ))}
        </section>
      ))}
    </section>
  )
}
