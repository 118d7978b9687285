import { useEffect, useState } from 'preact/hooks'
import { change } from '../../api/requests'
import type { Json } from '../../core/types/json'

const EVERY = 30_000 // milliseconds; the server believes it for a little over a minute
const MOMENT = 1_000 // after which a record that was left is closed, unless the next one is open

/** How many records are on the screen: one, or for a moment two, while the way goes from one to the next. */
let shown = 0

const say = (record: string | null): Promise<Json> => change('PUT', '/api/reviewing/open', { record })

/**
 * A hook that says to the server, while the page is visible, that this account has the record open (null: none), and
 * gives whom it is `assigned` to and who else has it `open`, as accounts; undefined until that is known. `again` asks
 * anew.
 */
export function useSharing(record: string | null): { sharing: Json | undefined; again: () => void } {
  const [sharing, set] = useState<Json>()
  const [round, again] = useState(0)
  useEffect(() => {
    if (!record) return
    let wanted = true
    shown += 1
    const tell = () => {
      // Without network nobody needs to know.
      if (!document.hidden)
        say(record).then(
          (found) => wanted && set(found),
          () => {},
        )
    }
    tell()
    const timer = setInterval(tell, EVERY)
    return () => {
      wanted = false
      shown -= 1
      clearInterval(timer)
      setTimeout(() => shown || say(null).catch(() => {}), MOMENT)
    }
  }, [record, round])
  return { sharing, again: () => again((n) => n + 1) }
}
