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

/** The one that it writes most: what is recorded at each event comes before what is recorded once a year. */
export const mainRegister = (): Register | undefined =>
  writable().find(({ period }) => period === 'event') ?? writable()[0]

/** What writing in it is called, on the button that leads there and over the form. */
export const actionName = (register: Register): string =>
  register === mainRegister() && register.period === 'event' ? t('home.log') : inLanguage(register.title)
