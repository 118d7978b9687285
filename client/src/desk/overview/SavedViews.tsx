import './SavedViews.css'
import { d } from '../../text/desk'
import { useFirstScreen, useResource } from '../shared/useResource'

interface Saved {
  id: string
  name: string
  query: string
}

/** The tables that were saved by name, as links; asked for once all that comes first has been drawn. */
export function SavedViews() {
  const resource = useResource(useFirstScreen() ? '/api/views' : null)
  const views: Saved[] = resource.found?.body.views ?? []
  if (!views.length) return null
  return (
    <nav class="saved-views" aria-label={d('overview.saved_views')}>
      <span class="meta">{d('overview.saved_views')}</span>
      {views.map(({ id, name, query }) => (
        <a key={id} href={`/so/kham-pha?${query}`}>
          {name}
        </a>
      ))}
    </nav>
  )
}
