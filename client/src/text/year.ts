/** The texts of the page that sums up a school year; they are loaded only when that page is opened. */

import { textsApart } from './apart'
import vi from './year/vi.json'

/**
 * `y(key, args)` gives a text of that page in the language in use; the hook `useYearTexts()` whether they have loaded.
 */
export const { text: y, useTexts: useYearTexts } = textsApart(vi)
