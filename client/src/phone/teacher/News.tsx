import { useEffect, useState } from 'preact/hooks'
import { countUnread } from '../../api/notices'
import { Icon, type IconName } from '../../parts/Icon'
import { Later } from '../../parts/Later'
import { useStatus, useWatched } from '../../parts/live'
import { countShared } from '../../records/shared'
import { h, useHelpTexts } from '../../text/help'

const offer = async () => (await import('../file/file')).FileOffer

/**
 * What else the first screen says, where there is something: that work should go by file, how many shared pictures wait
 * for a form, and how many notices are new.
 */
export function News() {
  const loaded = useHelpTexts()
  const shared = useWatched(countShared, []) ?? 0
  const { lastSync, waiting, photos } = useStatus()
  const [unread, setUnread] = useState(0)
  useEffect(() => {
    if (lastSync) countUnread().then(setUnread, () => {})
  }, [lastSync])
  if (!loaded) return null
  return (
    <>
      {waiting + photos > 0 && <Later load={offer} away={null} />}
      {shared > 0 && <Row href="/chia-se" icon="add" text={h('share.waits', { n: shared })} />}
      {unread > 0 && <Row href="/thong-bao" icon="bell" text={h('news.unread', { n: unread })} />}
    </>
  )
}

const Row = ({ href, icon, text }: { href: string; icon: IconName; text: string }) => (
  <a class="secondary wide" href={href}>
    <Icon name={icon} /> {text}
  </a>
)
