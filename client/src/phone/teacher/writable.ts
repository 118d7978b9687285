import { applies } from '../../core/registers'
import type { Register } from '../../core/types/register'
import { unitFor } from '../../forms/start'
import { atHand, levelAndKind } from '../../records/catalog'
import { inLanguage, t } from '../../text/text'

/** The registers that this account may write. */
export const writable = (): Register[] =>
  (atHand()?.registers ?? []).filter((register) => {
    const unit = unitFor(register)
    return !!unit && !register.nothing && applies(register, levelAndKind(unit))
  })

/** The register that the account writes most: one of events comes before one of years. */
export const mainRegister = (): Register | undefined =>
  writable().find(({ period }) => period === 'event') ?? writable()[0]

/** The label for writing in a register, on buttons and over the form. */
export const actionName = (register: Register): string =>
  register === mainRegister() && register.period === 'event' ? t('home.log') : inLanguage(register.title)
