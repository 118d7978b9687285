import './Log.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import { who } from '../../account/who'
import { naturalId } from '../../core/ids'
import { needsNewer } from '../../core/registers'
import type { Json } from '../../core/types/json'
import type { Edit } from '../../core/types/mutation'
import type { Shown } from '../../core/types/record'
import type { Register } from '../../core/types/register'
import { notYetAgain } from '../../forms/again'
import { answersAsText } from '../../forms/answerText'
import { copied } from '../../forms/copyLast'
import { changes } from '../../forms/edit'
import { type Done, Form } from '../../forms/Form'
import { PeriodChoice } from '../../forms/PeriodChoice'
import { lastOf, type Start } from '../../forms/start'
import { useOpenForm } from '../../forms/useOpenForm'
import { Icon } from '../../parts/Icon'
import { useCatalog, useWatched } from '../../parts/live'
import { Page } from '../../parts/Page'
import { drawn, toast } from '../../parts/Toast'
import { trouble } from '../../parts/Trouble'
import { holdUpdates } from '../../platform/update'
import { authorHasLeft } from '../../records/authors'
import { hasLeft, nameOf, register as registerOf } from '../../records/catalog'
import { act, get, NotSaved, save } from '../../records/records'
import { titleOf } from '../../records/titles'
import { go } from '../../routes/route'
import { day, moment } from '../../text/format'
import { language, t } from '../../text/text'
import { Again } from './Again'
import { Locked } from './Locked'
import { Remark, reason } from './Remark'
import { actionName, mainRegister } from './writable'

interface Props {
  id: string
  /** Key of the register of a new record; without it, the main register of this account. */
  key_?: string | null
  /** Key of the draft of the unfinished form that is to be opened. */
  draft?: string | null
}

/** The screen with the form of a record: of the record `id`, or of a new one where `id` is ''. */
export function Log({ id, key_, draft = null }: Props) {
  const catalog = useCatalog()
  const record = useWatched(() => (id ? get(id) : Promise.resolve(null)), [id], id)
  const register = catalog && (id ? registerOf(record?.form ?? null, catalog) : findNew(key_))
  const about = (record && reason(record)?.field) ?? undefined
  const { start, setStart, restart, round } = useOpenForm(register, id, draft, about)
  const above = useAbove(id ? null : register, start)
  useEffect(holdUpdates, [])

  const opening = <Page title={t('home.log')}>{t('home.loading')}</Page>
  if (!catalog || start === undefined || (id && record === undefined)) return opening
  if (register && needsNewer(register)) return <Page title={t('home.log')}>{t('sync.upgrade')}</Page>
  if (!register || !start) return <Page title={t('home.log')}>{t('form.cannot')}</Page>
  if (!above) return opening
  const mine = !record || record.author === who().id || record.author === null || authorHasLeft(record)
  const open = !record || record.local || record.status === 'draft' || record.status === 'returned'
  return (
    <Page title={id ? t('form.mend_title') : actionName(register)}>
      {start.at && <Resumed at={start.at} restart={restart} />}
      {!id && hasLeft(start.unit) && <p class="note waiting">{t('form.left', { unit: nameOf(start.unit) })}</p>}
      {record && !open && record.status !== 'submitted' && <p class="note waiting">{t('form.judged_again')}</p>}
      {record && <Locked record={record} />}
      {start.period && start.period !== 'once' && !id && (
        <PeriodChoice register={register} value={start.period} set={(period) => setStart({ ...start, period })} />
      )}
      {start.period && !id && <Again register={register} records={above.again} period={start.period} />}
      <Form
        key={`${start.key}${round}`}
        register={register}
        start={start}
        submits={mine && open}
        keeps={open ? 'form.draft' : 'form.save'}
        save={(done) => store(register, start, done)}
        top={
          id ? undefined : (fill) => <CopyLast register={register} last={above.last} unit={start.unit} fill={fill} />
        }
        last={id ? null : above.last}
        remarks={
          record
            ? Object.fromEntries(
                register.fields.map(({ name }) => [name, <Remark key={name} record={record} field={name} />]),
              )
            : {}
        }
      />
    </Page>
  )
}

/**
 * A hook that gives what may stand above the form of a new record of `register`: the account's `last` record, to be copied
 * from, and those to register `again`. Undefined until they are first read, so that nothing moves the form afterwards.
 */
function useAbove(register: Register | null | undefined, start: Start | null | undefined) {
  const read = async () => ({
    last: register ? await lastOf(register) : null,
    again: register && start?.period ? await notYetAgain(register, start.unit, start.period) : [],
  })
  const found = useWatched(read, [register?.key, start?.unit, start?.period])
  const latest = useRef(found)
  latest.current = start ? (found ?? latest.current) : undefined
  return latest.current
}

const findNew = (key?: string | null) => (key ? registerOf(`${key}@`) : mainRegister())

async function store(register: Register, start: Start, { values, period, submit, drop }: Done): Promise<void> {
  const { unit, key: draft, form, record, opened, mends, consents } = start
  const natural = register.natural_key && period ? await naturalId(unit, register.key, period) : undefined
  const edit: Edit = {
    ...{ unit, draft, opened, mends, consents, submit, record: record ?? natural },
    ...(start.creates && { form, period }),
    ...changes(register, start.before, values),
  }
  try {
    const id = await save(edit)
    const next = start.record ? `/ban-ghi/${id}` : '/'
    const undo = submit ? { word: t('record.withdraw'), run: () => recall(id) } : undefined
    toast(t(submit ? 'form.sent' : 'form.saved'), undo, next)
    // That it is saved is seen before the next screen is drawn, which takes longer.
    const { href } = location
    await drawn()
    // The draft ended with the save; only what was typed meanwhile is left, and whether that goes changes nothing now.
    void drop().catch(() => {})
    // Who has gone on meanwhile stays there.
    if (location.href === href) go(next, true)
  } catch (error) {
    const full = error instanceof NotSaved && error.full
    trouble({ text: answersAsText(register, values), full, error })
  }
}

const recall = (id: string) => act('withdraw', id).then(() => toast(t('record.withdrawn')), trouble)

function Resumed({ at, restart }: { at: string; restart: () => void }) {
  return (
    <p class="row meta">
      <span>
        <Icon name="clock" /> {t('form.resumed', { at: moment(at) })}
      </span>
      <button type="button" class="plain" onClick={restart}>
        {t('form.restart')}
      </button>
    </p>
  )
}

interface CopyProps {
  register: Register
  last: Shown | null
  unit: string
  fill: (values: Json) => void
}

/** A button that fills the form with the answers of the account's last record; nothing if there was none at first. */
function CopyLast({ register, last: now, unit, fill }: CopyProps) {
  const [last] = useState(now)
  const [done, setDone] = useState(false)
  if (!last) return null
  const when = register.period_from && last.data[register.period_from]
  if (done) return <p class="note">{t('form.copied', { title: titleOf(last, language()) })}</p>
  return (
    <button
      type="button"
      class="secondary copy"
      onClick={() => {
        fill(copied(register, last.data, unit))
        setDone(true)
      }}
    >
      <Icon name="copy" />
      <span>
        {t('form.copy_last')}
        <small>
          {titleOf(last, language())} {when && `· ${day(when)}`}
        </small>
      </span>
    </button>
  )
}
