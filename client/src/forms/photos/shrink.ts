import { type Drawn, NotShrunk, shrunk } from './drawing'

/**
 * A picture in two sizes, the photo and its preview: at most 1280 pixels and 200 KB, and 240 pixels and 12 KB. It is made
 * in a worker, or in the page where the browser cannot draw in one. Rejects with NotShrunk.
 */
export async function shrink(file: Blob): Promise<[Drawn, Drawn]> {
  if (typeof OffscreenCanvas === 'undefined') return inPage(file)
  const made = await inWorker(file)
  if (Array.isArray(made)) return made
  if (made === 'not_image' || made === 'too_large') throw new NotShrunk(made)
  return inPage(file)
}

function inWorker(file: Blob): Promise<[Drawn, Drawn] | string> {
  const worker = new Worker(new URL('./shrinkWorker.ts', import.meta.url))
  return new Promise<[Drawn, Drawn] | string>((made) => {
    worker.onmessage = ({ data }) => made(data)
    worker.onerror = () => made('broken')
    worker.postMessage(file)
  }).finally(() => worker.terminate())
}

const inPage = (file: Blob) =>
  shrunk(file, (width, height) => Object.assign(document.createElement('canvas'), { width, height }))
