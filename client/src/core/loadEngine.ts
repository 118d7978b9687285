import type { Register } from './types/register'

/** Loads what follows expressions, where one of the registers has expressions. Where it cannot be loaded, the server alone checks and computes. */
export const withExpressions = async (registers: Register[] = []): Promise<void> => {
  const needed = registers.some(
    ({ fields, needs }) =>
      /column|expressions|repeat/.test(`${needs}`) ||
      fields.some((one) => one.check ?? one.compute ?? one.live_label ?? one.choice_filter),
  )
  if (needed) await import('./expressions').catch(() => {})
}
