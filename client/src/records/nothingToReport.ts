/** "Không phát sinh": a record by which a unit says that it has nothing to report. It is saved as any other record. */

import { formOf } from '../core/registers'
import type { Register } from '../core/types/register'
import { inLanguage } from '../text/text'
import { atHand, register as registerOf } from './catalog'
import { save } from './records'

/** The register that such records are of; undefined before the catalog came, or where there is none. */
export const nothingRegister = (): Register | undefined => atHand()?.registers.find((one) => one.nothing)

/** Saves that `unit` has nothing to report in the register `about` for the period `of`. Rejects as `save` does. */
export async function reportNothing(unit: string, about: string, of: string): Promise<void> {
  const found = nothingRegister()
  if (!found?.nothing) return
  const title = `${inLanguage(registerOf(`${about}@`)?.title) || about} · ${of}`
  const set = { [found.list?.title ?? '']: title, [found.nothing.register]: about, [found.nothing.period]: of }
  await save({ unit, form: formOf(found), period: 'once', set, submit: true })
}
