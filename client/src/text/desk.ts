/** The texts of the desk; a phone that never opens the desk never loads them. */

import { textsApart } from './apart'
import vi from './desk/vi.json'

export type DeskKey = keyof typeof vi

/**
 * `d(key, args)` gives a text of the desk in the language in use; the hook `useDeskTexts()` whether they have loaded.
 */
export const { text: d, useTexts: useDeskTexts } = textsApart(vi, () => import('./desk/en.json'))
