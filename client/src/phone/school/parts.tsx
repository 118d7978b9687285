import type { ComponentProps } from 'preact'
import { Later } from '../../parts/Later'

const leader = () => import('./leader')
const verify = async () => (await leader()).Verify
const decided = async () => (await leader()).Decided
const actions = async () => (await leader()).ReviewActions

/** `Verify`, `Decided` and `ReviewActions`, each drawn once the part that holds them has been loaded. */
export const VerifyLater = () => <Later load={verify} />
export const DecidedLater = () => <Later load={decided} away={null} />
export const ReviewActionsLater = (props: ComponentProps<Awaited<ReturnType<typeof actions>>>) => (
  <Later load={actions} with={props} away={props.own && <div class="actions">{props.own}</div>} />
)
