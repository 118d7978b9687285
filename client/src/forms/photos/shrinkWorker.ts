/// <reference lib="webworker" />
/** Shrinks pictures beside the page, so that it answers taps meanwhile. */
import { NotShrunk, shrunk } from './drawing'

declare const self: DedicatedWorkerGlobalScope

self.addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  shrunk(data, (w, h) => new OffscreenCanvas(w, h)).then(
    (made) =>
      self.postMessage(
        made,
        made.map(({ bytes }) => bytes),
      ),
    (fault) => self.postMessage(fault instanceof NotShrunk ? fault.why : 'broken'),
  )
})
