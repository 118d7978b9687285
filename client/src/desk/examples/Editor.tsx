import { d } from '../../text/desk'
import { Ask } from '../shared/Sheet'
import { type Found, namesIn, without } from './names'
import { PhotoChoice } from './PhotoChoice'
import type { Draft, Example } from './types'

interface Props {
  one: Example
  draft: Draft
  edit: (draft: Draft) => void
}

/** The form in which an example is told: title, story, whose work it is, photos. */
export function Editor({ one, draft, edit }: Props) {
  const text = (name: 'title' | 'story' | 'credit') => ({
    value: draft[name],
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      edit({ ...draft, [name]: event.currentTarget.value }),
  })
  return (
    <section class="editor" aria-label={d('example.told')}>
      <h2>{d('example.told')}</h2>
      <Ask label={d('example.title')}>
        <input {...text('title')} />
      </Ask>
      <Ask label={d('example.story')} help={d('example.story_help')}>
        <textarea rows={14} {...text('story')} />
      </Ask>
      <Names draft={draft} edit={edit} people={one.people} />
      <Ask label={d('example.credit')} help={d('example.credit_help')}>
        <input {...text('credit')} />
      </Ask>
      <PhotoChoice one={one} draft={draft} edit={edit} />
    </section>
  )
}

/** The names that the texts mention, each with a button that leaves its initials. */
function Names({ draft, edit, people }: { draft: Draft; edit: Props['edit']; people: string[] }) {
  const found = namesIn(`${draft.title}\n${draft.story}\n${draft.credit}`, people)
  if (!found.length) return null
  const remove = (names: Found[]) => {
    const plain = (text: string) => names.reduce(without, text)
    edit({ ...draft, title: plain(draft.title), story: plain(draft.story), credit: plain(draft.credit) })
  }
  return (
    <div class="names">
      <p>{d('example.names', { n: found.length })}</p>
      <div class="chips">
        {found.map((name) => (
          <button key={name.text} type="button" class="chip" onClick={() => remove([name])}>
            {name.text} → {name.instead}
          </button>
        ))}
        {found.length > 1 && (
          <button type="button" class="plain" onClick={() => remove(found)}>
            {d('example.names_all')}
          </button>
        )}
      </div>
    </div>
  )
}
