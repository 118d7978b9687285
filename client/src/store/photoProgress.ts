/** How far each photo is that is being sent now, for the screens of this tab. */

import type { KeptPhoto } from './photos'

const present = new Map<string, number>()
const listeners = new Set<() => void>()

/** Says how many bytes of a photo the server has; null once its sending has ended. */
export function tellProgress({ sha256 }: Pick<KeptPhoto, 'sha256'>, offset: number | null): void {
  if (offset === null) present.delete(sha256)
  else present.set(sha256, offset)
  for (const listener of [...listeners]) listener()
}

/** How many bytes of the photo with this hash the server has, while it is being sent in this tab. */
export const progressOf = (sha256: string): number | undefined => present.get(sha256)

/** Calls `callback` whenever a photo gets on. Returns a function that ends this. */
export function watchProgress(callback: () => void): () => void {
  listeners.add(callback)
  return () => void listeners.delete(callback)
}
