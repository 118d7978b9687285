import './Unfinished.css'
import { useState } from 'preact/hooks'
import { dropDraft, putDraft } from '../../forms/drafts'
import type { Start } from '../../forms/start'
import { pathOf, registerOfForm, unfinished } from '../../forms/unfinished'
import { Icon } from '../../parts/Icon'
import { useWatched } from '../../parts/live'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { hasLeft, nameOf } from '../../records/catalog'
import { moment } from '../../text/format'
import { inLanguage, t } from '../../text/text'

/** The unfinished forms on this phone: each with a link to go on, and a button that deletes it and can be undone. */
export function Unfinished() {
  const [round, again] = useState(0)
  const found = useWatched(unfinished, [round])
  const renew = () => again((n) => n + 1)
  const restore = (start: Start) => putDraft(start.key, start).then(renew, trouble)
  const remove = async (start: Start) => {
    await dropDraft(start.key)
    renew()
    toast(t('drafts.deleted'), { word: t('record.undo'), run: () => void restore(start) })
  }
  if (!found?.length) return null
  return (
    <section class="group unfinished">
      <h2>
        {t('drafts.title')} <span class="count">{found.length}</span>
      </h2>
      <ul class="lines">
        {found.map((start) => (
          <li key={start.key} class="line">
            <a href={pathOf(start)}>
              <span class="title">{nameOfForm(start)}</span>
              <span class="meta">{about(start)}</span>
              <span class="word waiting">
                <Icon name="pencil" /> {t('home.unfinished', { at: moment(start.at ?? '') })}
              </span>
            </a>
            <button
              type="button"
              class="plain"
              aria-label={t('drafts.delete', { title: nameOfForm(start) })}
              onClick={() => void remove(start).catch(trouble)}
            >
              {t('record.delete')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the form is called: what was typed as its title, else its register. */
function nameOfForm(start: Start): string {
  const register = registerOfForm(start)
  const typed = start.values[register?.list?.title ?? '']
  return typeof typed === 'string' && typed ? typed : inLanguage(register?.title) || t('record.untitled')
}

/** What else tells a form from others: its register, whether it is an edit, and a unit that was left. */
function about(start: Start): string {
  const left = hasLeft(start.unit) && t('drafts.left', { unit: nameOf(start.unit) || t('record.someone') })
  const register = inLanguage(registerOfForm(start)?.title)
  return [register, start.record && t('drafts.edit'), left].filter(Boolean).join(' · ')
}
