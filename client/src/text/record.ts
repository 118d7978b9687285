/** The texts of what stands below a record's answers: its way, its comments, and who wrote otherwise; they are loaded with these. */

import { textsApart } from './apart'
import vi from './record/vi.json'

export type RecordKey = keyof typeof vi

/** `r(key, args)` gives one of these texts in the language in use; the hook `useRecordTexts()` whether they have loaded. */
export const { text: r, useTexts: useRecordTexts } = textsApart(vi)
