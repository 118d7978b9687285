import './Review.css'
import { useState } from 'preact/hooks'
import { useCatalog } from '../../parts/live'
import { go } from '../../routes/route'
import { ResourceView } from '../shared/ResourceView'
import type { ScreenProps } from '../shared/screen'
import { useResource } from '../shared/useResource'
import type { Dialog } from './Actions'
import { decideOn } from './decisions'
import { Hops } from './Hops'
import { KeyHelp } from './KeyHelp'
import { listPath, queuePath } from './queueAddress'
import { type Page, pageAfter, queueOrder } from './queueOrder'
import { Reason } from './Reason'
import { ReviewedRecord } from './ReviewedRecord'
import { keepSeen } from './seen'
import { Undo } from './Undo'
import { useKeys } from './useKeys'
import { useReviewed } from './useReviewed'

/** The screen on which one record is reviewed, with what changed since this person last saw it. */
export default function Review({ id, query }: ScreenProps) {
  return <One key={id} id={id} query={query} />
}

function One({ id, query }: ScreenProps) {
  useCatalog()
  const reviewed = useReviewed(id, query)
  const { shown, list, pending, whole, found, may } = reviewed
  const page = { body: list.found?.of === listPath(query) ? list.found.body : undefined, query }
  const order = queueOrder(id, page, useOnward(id, page), pending)
  const [dialog, setDialog] = useState<Dialog>()
  const [help, setHelp] = useState(false)
  const onward = () => {
    // Decided before the record's own answer had come: what the queue had of it was seen.
    if (found && !whole) keepSeen(found)
    order.openNext()
  }
  const decide = async (verb: string) => {
    if (found && may.includes(verb) && (await decideOn(verb, [found]))) onward()
  }
  const ask = (verb: Dialog['verb'], field?: string) => {
    if (found && may.includes(verb)) setDialog({ verb, ...(field && { field }) })
  }
  useKeys({
    j: () => order.openAfter?.(),
    k: () => order.openBefore?.(),
    a: () => void decide(may.includes('approve') ? 'approve' : 'verify'),
    v: () => void decide('verify'),
    r: () => ask('return'),
    d: () => ask('reject'),
    o: () => ask('reopen'),
    c: () => ask('comment'),
    p: openPhotos,
    '/': () => go(queuePath(query)),
    '?': () => setHelp(true),
    Escape: () => go(queuePath(query)),
  })
  return (
    <>
      <Hops query={query} order={order} help={() => setHelp(true)} />
      <ResourceView resource={shown}>
        <ReviewedRecord reviewed={reviewed} query={query} decide={(verb) => void decide(verb)} ask={ask} />
      </ResourceView>
      {dialog && found && (
        <Reason
          {...dialog}
          records={[found]}
          close={() => setDialog(undefined)}
          done={() => {
            setDialog(undefined)
            if (dialog.verb !== 'comment') onward()
          }}
        />
      )}
      <Undo />
      {help && <KeyHelp close={() => setHelp(false)} />}
    </>
  )
}

/** A hook that loads the page of the queue after this one, once the last record of this one is open. */
function useOnward(id: string, page: Page): Page | undefined {
  const last = page.body?.records?.at(-1)?.id === id
  const query = last ? pageAfter(page) : undefined
  const { found } = useResource(query ? listPath(query) : null)
  return query && { query, body: found?.body }
}

/** Opens the first photo of the record that is shown; its own button then has the focus again. */
function openPhotos(): void {
  const first = document.querySelector<HTMLElement>('.photo-grid button')
  first?.focus()
  first?.click()
}
