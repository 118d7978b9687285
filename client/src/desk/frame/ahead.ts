/** Asks for what the desk's first screen shows while its code is still on the way; a part by itself, and a small one. */

import { who } from '../../account/who'
import { readAhead } from '../../api/requests'

/** Asks for the overview, if that is the screen that is open and this account may read it. */
export function askAhead(): void {
  const open = location.pathname === '/so' && location.search === ''
  if (open && who().roles.some(({ role }) => role !== 'admin')) readAhead('/api/overview?')
}
