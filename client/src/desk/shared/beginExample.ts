import { change } from '../../api/requests'
import { uuid7 } from '../../core/ids'
import { toastFailure } from '../../parts/Toast'
import { go } from '../../routes/route'
import { refusalWords } from './Sheet'
import { explain } from './saveFile'

/** Begins an example of approved records, and opens it. If it is refused, the person is shown why. */
export async function beginExample(records: string[]): Promise<void> {
  try {
    const { id } = await change('POST', '/api/examples', { records }, undefined, uuid7())
    go(`/so/dien-hinh/${id}`)
  } catch (fault) {
    const [why] = refusalWords(fault)
    if (why) toastFailure(why)
    else explain(fault)
  }
}
