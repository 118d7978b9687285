import { d } from '../../../text/desk'
import { moment } from '../../../text/format'
import type { Upload } from './types'

/** The address of the list of all records that an import made, as many on a page as can be decided on at once. */
export const queueOf = (id: string): string => `/so/duyet?for=all&import=${id}&sort=unit&limit=200`

/** What was brought in, with the way to the records, which wait for review like any other. */
export function Done({ done }: { done: Upload }) {
  return (
    <section class="bring-done">
      <p class="note safe" role="status">
        {d('bring.done', { n: done.counts.new, name: done.name, at: moment(done.applied ?? '') })}
      </p>
      {done.counts.same > 0 && <p>{d('bring.done_same', { n: done.counts.same })}</p>}
      <p>{d('bring.done_next')}</p>
      <div class="row">
        <a class="primary" href={queueOf(done.id)}>
          {d('bring.see', { n: done.counts.new })}
        </a>
        <a class="secondary" href="/so/nhap-so-lieu">
          {d('bring.another')}
        </a>
      </div>
    </section>
  )
}
