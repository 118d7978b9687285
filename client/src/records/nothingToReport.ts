/**
 * Saves that a unit has nothing to report ("Không phát sinh"): a record of a register of its own, saved as any other.
 */

import { formOf } from '../core/registers'
import type { Register } from '../core/types/register'
import { inLanguage } from '../text/text'
import { atHand, register as registerOf } from './catalog'
import { save } from './records'

/** The register whose records say "nothing to report"; undefined if the catalog has none or has not come yet. */
export const nothingRegister = (): Register | undefined => atHand()?.registers.find((one) => one.nothing)

/**
 * Saves and submits that `unit` has nothing to report in the register `about` for the period `of` (keys). Does nothing
 * without a register for it. Rejects with NotSaved.
 */
export async function reportNothing(unit: string, about: string, of: string): Promise<void> {
  const found = nothingRegister()
  if (!found?.nothing) return
  const title = `${inLanguage(registerOf(`${about}@`)?.title) || about} · ${of}`
  const set = { [found.list?.title ?? '']: title, [found.nothing.register]: about, [found.nothing.period]: of }
  await save({ unit, form: formOf(found), period: 'once', set, submit: true })
}
