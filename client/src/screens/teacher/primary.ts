import { unitFor } from '../../forms/start'
import { atHand } from '../../registers'
import type { Register } from '../../types'

/** The registers that this account may write. */
export const writable = (): Register[] => (atHand()?.registers ?? []).filter((register) => !!unitFor(register))

/** The one that it writes most: what is recorded at each event comes before what is recorded once a year. */
export const primary = (): Register | undefined => writable().find(({ period }) => period === 'event') ?? writable()[0]
