/** The texts about files with unsent work; they are loaded only where one is saved or sent. */

import { textsApart } from './apart'
import vi from './file/vi.json'

/** `f(key, args)` gives one of these texts in the language in use; the hook `useFileTexts()` whether they have loaded. */
export const { text: f, useTexts: useFileTexts } = textsApart(vi)
