/** Reads codes with the camera, by what the browser brings for it. */

declare global {
  /** Of Chromium on Android, and of few others. */
  var BarcodeDetector:
    | undefined
    | {
        new (): { detect: (picture: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
        getSupportedFormats: () => Promise<string[]>
      }
}

const PAUSE = 150 // milliseconds between two looks: a phone has other things to do as well

/** Whether this device has a camera that may be asked for and reads codes: some bring the means, and know no code. */
export async function canScan(): Promise<boolean> {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])
  return !!navigator.mediaDevices && !!formats?.length
}

/**
 * Shows in `video` what the camera sees, and calls `found` with the first code in it; `fails` where the camera cannot be
 * had. Returns what ends it: then nothing is called any more, and the camera is off.
 */
export function scan(video: HTMLVideoElement, found: (code: string) => void, fails: () => void): () => void {
  const detector = new (BarcodeDetector as NonNullable<typeof BarcodeDetector>)()
  let stream: MediaStream | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  const end = () => {
    over = true
    clearTimeout(timer)
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  const look = async () => {
    // Before the first picture there is nothing to look at.
    const [code] = await detector.detect(video).catch(() => [])
    if (over) return
    if (!code?.rawValue) {
      timer = setTimeout(look, PAUSE)
      return
    }
    end()
    found(code.rawValue)
  }
  const begin = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    // Closed while the person was asked.
    if (over) return end()
    for (const track of stream.getTracks()) track.onended = fails
    video.srcObject = stream
    await video.play()
    await look()
  }
  begin().catch(() => over || fails())
  return end
}
