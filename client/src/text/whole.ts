/** Brings the texts of the whole app; the sign-in page comes with its own, so that it need not wait for the others. */

import { complete } from './text'
import vi from './vi.json'

complete(vi)
