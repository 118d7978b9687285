/** The texts of the desk; a phone that never opens the desk never loads them. */

import { textsApart } from './apart'
import vi from './desk/vi.json'

export type DeskKey = keyof typeof vi

/** `d(key, args)` is the text in the language chosen; `useDeskTexts()` whether it has come. */
export const { text: d, useTexts: useDeskTexts } = textsApart(vi, () => import('./desk/en.json'))
