import type { RefObject, VNode } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Line } from '../../core/types/record'
import { Icon } from '../../parts/Icon'
import { useStatus } from '../../parts/live'
import { Page } from '../../parts/Page'
import { RecordLine } from '../../parts/RecordLine'
import { atHand } from '../../records/catalog'
import { go } from '../../routes/route'
import { type Key, language, t } from '../../text/text'
import { GROUPS } from './Groups'
import { useFound } from './useFound'
import { actionName, mainRegister } from './writable'

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
  const { count, records, left, more, box } = useFound(chosen, query)
  const { lastSync } = useStatus()
  const writes = mainRegister()
  // Typing changes nothing of it.
  const choices = useMemo(() => <Choices chosen={chosen} />, [chosen, language()])
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
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </search>
      {choices}
      <p class="meta" role="status">
        {count !== undefined && t('list.found', { n: count })}
      </p>
      <Lines records={records} box={box} />
      {left > 0 && (
        <button type="button" class="secondary" onClick={more}>
          {t('list.more', { n: left })}
        </button>
      )}
      {count === 0 && (
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

function Choices({ chosen }: { chosen: string }) {
  return (
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
  )
}

/** Records as lines. They have no keys, so that another answer fills the lines that are there with its own. */
function Lines({ records, box }: { records: Line[]; box: RefObject<HTMLUListElement | null> }) {
  // A line that is drawn already costs nothing when others come.
  const drawn = useMemo(() => new WeakMap<Line, VNode>(), [language(), atHand()])
  const line = (record: Line) => {
    const known = drawn.get(record) ?? <RecordLine line={record} />
    drawn.set(record, known)
    return known
  }
  return (
    <ul class="lines" ref={box}>
      {records.map(line)}
    </ul>
  )
}
