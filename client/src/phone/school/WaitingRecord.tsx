import { answerText } from '../../forms/answerText'
import { Icon } from '../../parts/Icon'
import { Later } from '../../parts/Later'
import { RecordLine } from '../../parts/RecordLine'
import { nameOf, register as registerOf } from '../../records/catalog'
import { lineOf } from '../../records/lines'
import { titleOf } from '../../records/titles'
import { day } from '../../text/format'
import { u } from '../../text/school'
import { inLanguage, language, t } from '../../text/text'
import { ReviewActions } from './ReviewActions'
import { numbersOf, storyOf, type Waiting } from './waiting'

interface Props extends Waiting {
  open: boolean
  toggle: () => void
  /** Whether it can be decided on by itself: not while others are picked. */
  alone: boolean
}

/** A record that waits for verification, summed up in a line that unfolds into all that was told, and what to decide. */
export function WaitingRecord({ record, of, twin, open, toggle, alone }: Props) {
  const when = lineOf(record).day
  return (
    <details open={open} onToggle={(event) => event.currentTarget.open !== open && toggle()}>
      <summary>
        <span class="title">{titleOf(record, language()) || t('record.untitled')}</span>
        <span class="meta">
          {[nameOf(record.author), ...of, when && day(when)].filter(Boolean).join(' · ')}
          {numbersOf(record).map((field) => (
            <>
              {' · '}
              {inLanguage(field.label)} <b>{answerText(field, record.data[field.name])}</b>
            </>
          ))}
        </span>
        {twin && (
          <span class="word waiting">
            <Icon name="warn" /> {t('hint.twin')}
          </span>
        )}
      </summary>
      {open && (
        <>
          <Story record={record} />
          {twin && (
            <section class="note waiting">
              <h3>{t('hint.twin')}</h3>
              <ul>
                <RecordLine line={lineOf(twin)} />
              </ul>
            </section>
          )}
          <p>
            <a class="plain" href={`/ban-ghi/${record.id}?duyet=1`}>
              {u('verify.whole')}
            </a>
          </p>
          {alone && <ReviewActions records={[record]} next={false} />}
        </>
      )}
    </details>
  )
}

function Story({ record }: { record: Waiting['record'] }) {
  const register = registerOf(record.form)
  return register ? (
    <dl class="answers">
      {storyOf(record).map((field) => (
        <div key={field.name} class={typeof record.data[field.name] === 'number' ? 'number' : ''}>
          <dt>{inLanguage(field.label)}</dt>
          <dd>
            {field.type === 'photos' ? (
              <Later
                load={photos}
                with={{ record, photos: record.data[field.name] }}
                away={answerText(field, record.data[field.name])}
              />
            ) : (
              answerText(field, record.data[field.name])
            )}
          </dd>
        </div>
      ))}
    </dl>
  ) : null
}

const photos = async () => (await import('../../forms/photos/photos')).PhotoAnswer
