/** The texts of the page of a year, which is loaded when it is opened. */

import { textsApart } from './apart'
import vi from './year/vi.json'

/** `y(key, args)` is the text in the language chosen; `useYearTexts()` whether it has come. */
export const { text: y, useTexts: useYearTexts } = textsApart(vi, () => import('./year/en.json'))
