import { useEffect, useState } from 'preact/hooks'
import type { Json } from '../../core/types/json'
import type { Register } from '../../core/types/register'
import { dropDraft, getDraft, putDraft } from '../../forms/drafts'
import { type Done, Form } from '../../forms/Form'
import { type Start, startNew } from '../../forms/start'
import { Icon } from '../../parts/Icon'
import { useCatalog } from '../../parts/live'
import { Page } from '../../parts/Page'
import { toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { moment } from '../../text/format'
import { h, useHelpTexts } from '../../text/help'
import { t } from '../../text/text'
import { mainRegister } from './writable'

const KEPT = 'practice'
const begin = async (register: Register) => {
  const key = `practice:${register.key}`
  return ((await getDraft(key)) as Start | null) ?? startNew(register, key)
}

type Entry = { title: string; at: string; sent: boolean }

/**
 * The screen to practise on: the form of a new record, but what is saved here is no record and never leaves the phone.
 */
export function Practice() {
  const loaded = useHelpTexts()
  const catalog = useCatalog()
  const register = catalog ? mainRegister() : undefined
  const [start, setStart] = useState<Start | null>()
  const [entries, setEntries] = useState<Entry[]>([])
  const load = () => {
    getDraft(KEPT).then((found) => setEntries(found?.entries ?? []), trouble)
    if (register) begin(register).then(setStart, trouble)
  }
  useEffect(load, [register?.key])
  if (!register || !start)
    return <Page title={t('nav.practice')}>{t(catalog ? 'home.nothing_to_write' : 'home.loading')}</Page>
  if (!loaded) return null
  const save = async ({ values, submit, drop }: Done) => {
    const title = String(values[register.list?.title ?? ''] ?? '') || t('record.untitled')
    const all = [{ title, at: new Date().toISOString(), sent: submit }, ...entries]
    await putDraft(KEPT, { entries: all } satisfies Json)
    await drop()
    setStart(undefined)
    load()
    scrollTo(0, 0)
    toast(h(submit ? 'practice.sent' : 'practice.saved'))
  }
  const clear = () => dropDraft(KEPT).then(load, trouble)
  return (
    <Page title={t('nav.practice')}>
      <section class="note">
        <h2>
          <Icon name="pencil" /> {h('practice.title')}
        </h2>
        <p>{h('practice.why')}</p>
      </section>
      {entries.length > 0 && (
        <section>
          <ul class="lines">
            {entries.map((entry) => (
              <li key={entry.at} class="line practised">
                <span class="title">{entry.title}</span>
                <span class="meta">
                  {h(entry.sent ? 'practice.was_sent' : 'practice.was_saved', { at: moment(entry.at) })}
                </span>
              </li>
            ))}
          </ul>
          <button type="button" class="plain" onClick={() => void clear()}>
            {h('practice.clear')}
          </button>
        </section>
      )}
      <Form key={entries.length} register={register} start={start} submits keeps="form.draft" save={save} />
    </Page>
  )
}
