/**
 * What nobody needs to write a record or read its answers, in one part that is loaded with the first of these screens,
 * and kept for offline. The one that asks for a PIN comes with the form that sets it: who set one can be asked offline.
 */

export { Curtain } from '../pin/Curtain'
export { Year } from '../year/Year'
export { Conflicts } from './Conflicts'
export { Help } from './Help'
export { News } from './News'
export { Practice } from './Practice'
export { Settings } from './Settings'
export { Steps } from './Steps'
export { Thread } from './Thread'
