/** The texts about photos; they come with the part of the app that takes and shows them. */

import { textsApart } from './apart'
import vi from './photos/vi.json'

/** `f(key, args)` gives one of these texts in the language in use; the hook `usePhotoTexts()` whether they have loaded. */
export const { text: f, useTexts: usePhotoTexts } = textsApart(vi)
