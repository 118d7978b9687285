import { useState } from 'preact/hooks'
import { who } from '../../account/who'
import type { Shown } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { useStatus, useWatched } from '../../parts/live'
import { Page } from '../../parts/Page'
import { RecordLine } from '../../parts/RecordLine'
import { list } from '../../records/records'
import { go } from '../../routes/route'
import { type Key, t } from '../../text/text'
import { GROUPS, groupOf } from './Groups'
import { actionName, mainRegister } from './writable'

const PAGE = 50 // lines drawn at a time

const CHOICES: { key: string; word: Key }[] = [
  { key: '', word: 'list.all' },
  { key: 'cua-toi', word: 'list.mine' },
  ...GROUPS.map(({ key, title }) => ({ key, word: title })),
]

/** Scrolls the row of filters `box` so that the chosen one can be seen. */
function reveal(box: HTMLElement | null): void {
  const chosen = box?.querySelector<HTMLElement>('[aria-pressed=true]')
  if (box && chosen) box.scrollTo({ left: chosen.offsetLeft - box.offsetLeft - box.clientWidth / 3 })
}

/**
 * The screen that lists the records on this phone, but deleted ones, with a search. `chosen`: `''` for all of them,
 * `'cua-toi'` for the account's own, or the key of one of `GROUPS` for its own in that group.
 */
export function List({ chosen }: { chosen: string }) {
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState(PAGE)
  const found = useWatched(() => list(query ? { q: query } : {}), [query])
  const fits = (record: Shown) =>
    record.status !== 'deleted' &&
    (!chosen || (record.author === who().id && (chosen === 'cua-toi' || groupOf(record) === chosen)))
  const records = found?.filter(fits)
  const { lastSync } = useStatus()
  const writes = mainRegister()
  return (
    <Page title={t('nav.list')}>
      <search>
        <label class="hidden" for="find">
          {t('list.find')}
        </label>
        <input
          id="find"
          type="search"
          enterkeyhint="search"
          placeholder={t('list.find')}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value)
            setShown(PAGE)
          }}
        />
      </search>
      <fieldset class="chips along" ref={reveal}>
        <legend class="hidden">{t('list.which')}</legend>
        {CHOICES.map(({ key, word }) => (
          <button
            key={key}
            type="button"
            class="chip"
            aria-pressed={chosen === key}
            onClick={() => go(key ? `/so-tay?loc=${key}` : '/so-tay', true)}
          >
            {t(word)}
          </button>
        ))}
      </fieldset>
      <p class="meta" role="status">
        {records && t('list.found', { n: records.length })}
      </p>
      <ul class="lines">
        {records?.slice(0, shown).map((record) => (
          <RecordLine key={record.id} record={record} />
        ))}
      </ul>
      {records && records.length > shown && (
        <button type="button" class="secondary" onClick={() => setShown(shown + PAGE)}>
          {t('list.more', { n: records.length - shown })}
        </button>
      )}
      {records?.length === 0 && (
        <section class="empty">
          <h2>{t(!lastSync ? 'home.fetching' : query ? 'list.nothing' : 'list.empty')}</h2>
          <p>{t(query ? 'list.nothing_why' : 'list.empty_why')}</p>
          {!query && writes && (
            <a class="plain" href="/ghi">
              <Icon name="add" /> {actionName(writes)}
            </a>
          )}
        </section>
      )}
    </Page>
  )
}
