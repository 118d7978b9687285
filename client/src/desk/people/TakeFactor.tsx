import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { Sheet } from '../shared/Sheet'

/** The dialog that takes away the second factor of a person who has lost phone and recovery codes. */
export function TakeFactor({ person, close }: { person: Json; close: () => void }) {
  const { id, name } = person
  const send = async () => {
    await change('DELETE', `/api/people/${id}/second-factor`)
    toast(d('people.take_factor_done', { name }))
  }
  return (
    <Sheet title={d('people.take_factor_title', { name })} go={d('people.take_factor')} send={send} close={close}>
      <p class="meta">{d('people.take_factor_why')}</p>
    </Sheet>
  )
}
