/** The texts about PINs; they are loaded only where one is asked for, set or taken away. */

import { textsApart } from './apart'
import vi from './pin/vi.json'

/** `p(key, args)` gives one of these texts in the language in use; the hook `usePinTexts()` whether they have loaded. */
export const { text: p, useTexts: usePinTexts } = textsApart(vi)
