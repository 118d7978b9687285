/** Tables that were saved by name: what is known of one, and saving and deleting it. */

import { change } from '../../api/requests'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { explain } from '../shared/saveFile'

/** `query`: of the screen's address; `shared`: with all of the unit; `mine`: one may change it; `by`: who saved it. */
export interface SavedView {
  id: string
  name: string
  query: string
  shared: boolean
  mine: boolean
  by: string
}

export const viewAddress = ({ query }: SavedView) => `/so/kham-pha?${query}`

/** Whether two queries of the screen's address ask for the same. */
export const sameQuery = (one: string, other: string) => sorted(one) === sorted(other)

const sorted = (query: string) => {
  const params = new URLSearchParams(query)
  params.sort()
  return params.toString()
}

/** Saves a table, a new one or an own one with another name or content. Rejects if it is refused. */
export const saveView = ({ id, name, query, shared }: Omit<SavedView, 'mine' | 'by'>) =>
  change('PUT', `/api/views/${id}`, { name, query, shared })

/** Deletes a table; the sentence that says so has a button that brings it back. `done` follows either. */
export function deleteView(view: SavedView, done: () => void): void {
  const back = () => void saveView(view).then(done, explain)
  change('DELETE', `/api/views/${view.id}`).then(() => {
    toast(d('explore.deleted', { name: view.name }), { word: d('explore.undo'), run: back })
    done()
  }, explain)
}
