/** The texts about files that others have saved; they are loaded only where such files are sent. */

import { textsApart } from './apart'
import vi from './bring/vi.json'

/** `b(key, args)` gives one of these texts in the language in use; the hook `useBringTexts()` whether they have loaded. */
export const { text: b, useTexts: useBringTexts } = textsApart(vi, () => import('./bring/en.json'))
