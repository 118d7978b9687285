import type { Json } from '../../core/types/json'
import { d } from '../../text/desk'
import { moment } from '../../text/format'
import { inLanguage } from '../../text/text'
import { download } from '../shared/saveFile'

/** The list of registers, each with its files to download and its unpublished draft. */
export function List({ registers }: { registers: Json[] }) {
  if (!registers.length) return <p class="empty">{d('register.first')}</p>
  return (
    <ul class="registers">
      {registers.map((one) => (
        <li key={one.key}>
          <div>
            <b>{inLanguage(one.title)}</b>
            <span class="meta">
              {one.version
                ? d('register.version', { version: one.version, fields: one.fields })
                : d('register.not_yet')}
              {one.published &&
                ` · ${d('register.by', { at: moment(one.published.at), name: one.published.by ?? '–' })}`}
            </span>
          </div>
          <div class="row">
            {one.draft && (
              <a class="secondary" href={`/so/bieu/${one.key}@${one.draft.version}`}>
                {d('register.draft', { version: one.draft.version })}
              </a>
            )}
            {one.version && (
              <>
                <File one={one} kind="xlsx" />
                <File one={one} kind="toml" />
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function File({ one, kind }: { one: Json; kind: 'xlsx' | 'toml' }) {
  const name = d(`register.${kind}`)
  return (
    <button
      type="button"
      class="plain"
      aria-label={d('register.of', { title: inLanguage(one.title), kind: name })}
      onClick={() => void download(`/api/registers/${one.key}.${kind}`, `${one.key}.${one.version}.${kind}`)}
    >
      {name}
    </button>
  )
}
