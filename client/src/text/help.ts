/** The texts of the settings and of the screens to learn by, help and practice; they are loaded with these. */

import { textsApart } from './apart'
import vi from './help/vi.json'

export type HelpKey = keyof typeof vi

/** `h(key)` gives one of these texts in the language in use; the hook `useHelpTexts()` whether they have loaded. */
export const { text: h, useTexts: useHelpTexts } = textsApart(vi)
