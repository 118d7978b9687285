import './Views.css'
import { useState } from 'preact/hooks'
import { uuid7 } from '../../core/ids'
import { toast } from '../../parts/Toast'
import { d } from '../../text/desk'
import { Ask, Sheet } from '../shared/Sheet'
import { useResource } from '../shared/useResource'
import { deleteView, type SavedView, sameQuery, saveView, viewAddress } from './savedViews'

/** The saved tables as links, and what may be done about the one that is open: to save, rename or delete it. */
export function Views({ query }: { query: URLSearchParams }) {
  const resource = useResource('/api/views')
  const [edited, edit] = useState<Omit<SavedView, 'mine' | 'by'>>()
  const views: SavedView[] = resource.found?.body.views ?? []
  const address = query.toString().replace(/%2C/g, ',')
  const open = views.find((view) => sameQuery(view.query, address))
  return (
    <div class="views">
      {views.length > 0 && (
        <nav aria-label={d('explore.saved')}>
          <ul>
            {views.map((view) => (
              <li key={view.id}>
                <a href={viewAddress(view)} aria-current={view === open ? 'page' : undefined}>
                  {view.name}
                </a>
                {!view.mine && <small class="meta"> {view.by}</small>}
              </li>
            ))}
          </ul>
        </nav>
      )}
      {!open && (
        <button
          type="button"
          class="plain"
          onClick={() => edit({ id: uuid7(), name: '', query: address, shared: false })}
        >
          {d('explore.save')}
        </button>
      )}
      {open?.mine && (
        <>
          <button type="button" class="plain" onClick={() => edit(open)}>
            {d('explore.rename')}
          </button>
          <button type="button" class="plain" onClick={() => deleteView(open, resource.again)}>
            {d('explore.delete')}
          </button>
        </>
      )}
      {edited && <Naming view={edited} done={resource.again} close={() => edit(undefined)} />}
    </div>
  )
}

interface NamingProps {
  view: Omit<SavedView, 'mine' | 'by'>
  /** Called once it is saved. */
  done: () => void
  close: () => void
}

/** The dialog in which a table gets its name, and in which one says who sees it. */
function Naming({ view, done, close }: NamingProps) {
  const [name, setName] = useState(view.name)
  const [shared, share] = useState(view.shared)
  const send = async () => {
    await saveView({ ...view, name, shared })
    toast(d('explore.was_saved', { name }))
    done()
  }
  return (
    <Sheet title={d(view.name ? 'explore.rename' : 'explore.save')} go={d('explore.go')} send={send} close={close}>
      <Ask label={d('explore.name')}>
        <input value={name} required maxLength={80} onInput={(event) => setName(event.currentTarget.value)} />
      </Ask>
      <label class="tick">
        <input type="checkbox" checked={shared} onChange={() => share(!shared)} /> {d('explore.share')}
      </label>
    </Sheet>
  )
}
