/**
 * Screens that nobody needs to write or read a record, in one part that is loaded with the first of them, and kept for
 * offline. The one that asks for a PIN comes with the form that sets it: who set one can be asked offline.
 */

export { Curtain } from '../pin/Curtain'
export { Password } from '../signin/Password'
export { Conflicts } from './Conflicts'
export { Help } from './Help'
export { Notices } from './Notices'
export { Practice } from './Practice'
export { Settings } from './Settings'
