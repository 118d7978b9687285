/** Reads codes with the camera, by what the browser brings for it. */

interface Code {
  rawValue: string
  /** In pixels of the picture. */
  boundingBox: { x: number; y: number; width: number; height: number }
}

declare global {
  /** Of Chromium on Android, and of few others. */
  var BarcodeDetector:
    | undefined
    | {
        new (): { detect: (picture: HTMLVideoElement) => Promise<Code[]> }
        getSupportedFormats: () => Promise<string[]>
      }
}

const PAUSE = 150 // milliseconds between two looks: a phone has other things to do as well
const MISSES = 10 // looks in a row that fail, after which none is expected to succeed

/** Whether this device has a camera that may be asked for and reads codes: some bring the means, and know no code. */
export async function canScan(): Promise<boolean> {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])
  return !!formats?.length && !!navigator.mediaDevices
}

/**
 * Shows in `video` what the camera sees, and calls `found` with the first code in its frame; `fails` where the camera
 * cannot be had or its pictures cannot be read, and then it is off. Returns what ends it: then nothing is called any more, and the camera is off.
 */
export function scan(video: HTMLVideoElement, found: (code: string) => void, fails: () => void): () => void {
  const detector = new (BarcodeDetector as NonNullable<typeof BarcodeDetector>)()
  let stream: MediaStream | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  let missed = 0
  const end = () => {
    over = true
    clearTimeout(timer)
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  const fail = () => {
    if (over) return
    end()
    fails()
  }
  const look = async () => {
    const codes = await detector.detect(video).catch(() => null)
    if (over) return
    missed = codes ? 0 : missed + 1
    if (missed === MISSES) return fail()
    const code = written(aimedAt(video, codes ?? []))
    if (!code) {
      timer = setTimeout(look, PAUSE)
      return
    }
    end()
    found(code)
  }
  const begin = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    // Closed while the person was asked.
    if (over) return end()
    for (const track of stream.getTracks()) track.onended = fail
    video.srcObject = stream
    await video.play()
    await look()
  }
  begin().catch(fail)
  return end
}

/** The code nearest to the middle, of those whose centre lies within the frame that is drawn on the video (Scanner.css). */
function aimedAt({ videoWidth, videoHeight, clientWidth, clientHeight }: HTMLVideoElement, codes: Code[]): string {
  // The video covers its box: pixels of the picture for one of the screen.
  const scale = Math.min(videoWidth / clientWidth, videoHeight / clientHeight)
  const [found] = codes
    .map(({ rawValue, boundingBox: { x, y, width, height } }) => ({
      rawValue,
      dx: Math.abs(x + width / 2 - videoWidth / 2),
      dy: Math.abs(y + height / 2 - videoHeight / 2),
    }))
    .filter(({ dx, dy }) => dx < clientWidth * scale * 0.4 && dy < clientHeight * scale * 0.3)
    .sort((a, b) => Math.hypot(a.dx, a.dy) - Math.hypot(b.dx, b.dy))
  return found?.rawValue ?? ''
}

/** A code as it stands in a line, without the characters that nobody sees. */
const written = (code: string) =>
  code
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
