/**
 * The texts of the desk: those of its frame and first screen come with it, those of its other screens with the first of
 * these that is opened (`loadScreenTexts`). A phone that never opens the desk loads neither.
 */

import { textsApart } from './apart'
import vi from './desk/vi.json'

export type DeskKey = keyof typeof vi | keyof typeof import('./screens/vi.json')

const all: Record<DeskKey, string> = vi as typeof vi & typeof import('./screens/vi.json')

/** Whether there is such a text among those that have loaded. */
export const isDeskKey = (key: string): key is DeskKey => key in all

/** Loads the texts of all screens but the first, in Vietnamese. Rejects if they do not load. */
export const loadScreenTexts = async (): Promise<void> => {
  Object.assign(all, (await import('./screens/vi.json')).default)
}

/**
 * `d(key, args)` gives a text of the desk in the language in use; the hook `useDeskTexts()` whether they have loaded.
 */
export const { text: d, useTexts: useDeskTexts } = textsApart(all, () => import('./deskEnglish'))
