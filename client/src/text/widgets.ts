/** The texts of what only some forms are drawn with; they are loaded with it. */

import { textsApart } from './apart'
import vi from './widgets/vi.json'

/** `w(key, args)` gives one of these texts in the language in use; the hook `useWidgetTexts()` whether they have loaded, which `loadWidgetTexts()` does. */
export const { text: w, useTexts: useWidgetTexts, load: loadWidgetTexts } = textsApart(vi)
