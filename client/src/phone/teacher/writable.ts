import { applies } from '../../core/registers'
import type { Register } from '../../core/types/register'
import { unitFor } from '../../forms/start'
import { atHand, levelAndKind } from '../../records/catalog'
import { inLanguage, t } from '../../text/text'

/** The registers of which this account may write records in one of its units, without that for "nothing to report". */
export const writable = (): Register[] =>
  (atHand()?.registers ?? []).filter((register) => {
    const unit = unitFor(register)
    return !!unit && !register.nothing && applies(register, levelAndKind(unit))
  })

/** The account's main register: the first of events that it may write, else the first of any; undefined if none. */
export const mainRegister = (): Register | undefined =>
  writable().find(({ period }) => period === 'event') ?? writable()[0]

/** The label of buttons that open the form of a register, and of that form's screen. */
export const actionName = (register: Register): string =>
  register === mainRegister() && register.period === 'event' ? t('home.log') : inLanguage(register.title)
