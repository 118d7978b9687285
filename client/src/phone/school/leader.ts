/** What only a leader does, in one part that is loaded when a leader first needs it, and kept for offline. */

export { Decided } from './Decided'
export { ReviewActions } from './ReviewActions'
export { Unsent } from './Unsent'
export { Verify } from './Verify'
