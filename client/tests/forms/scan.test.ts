import { afterEach, expect, test, vi } from 'vitest'
import { canScan, scan } from '../../src/forms/widgets/scan'

afterEach(() => vi.unstubAllGlobals())

/** A device with a camera, and a reader that finds `codes` one after the other; '' stands for a picture without one. */
function device(codes: string[], opens: (give: (stream: unknown) => void, refuse: (why: Error) => void) => void) {
  const track = { stop: vi.fn(), onended: () => {} }
  const stream = { getTracks: () => [track] }
  const Detector = class {
    static getSupportedFormats = async () => ['ean_13']
    detect = async () => {
      const rawValue = codes.shift()
      return rawValue ? [{ rawValue }] : []
    }
  }
  const getUserMedia = () => new Promise((give, refuse) => opens(() => give(stream), refuse))
  vi.stubGlobal('BarcodeDetector', Detector)
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })
  return { track, video: { play: async () => {} } as HTMLVideoElement, found: vi.fn(), fails: vi.fn() }
}

const whenDone = (called: { mock: { calls: unknown[] } }) => vi.waitFor(() => expect(called.mock.calls).toHaveLength(1))

test('the first code is handed over once, and the camera is off', async () => {
  const { track, video, found, fails } = device(['', 'A1', 'B2'], (give) => give(null))
  scan(video, found, fails)
  await whenDone(found)
  expect(found).toHaveBeenCalledWith('A1')
  expect(track.stop).toHaveBeenCalled()
  expect(fails).not.toHaveBeenCalled()
})

test('a camera that is refused, or that another app takes, is said to be away', async () => {
  const refused = device([], (_, refuse) => refuse(new DOMException('', 'NotAllowedError')))
  scan(refused.video, refused.found, refused.fails)
  await whenDone(refused.fails)
  const taken = device([], (give) => give(null))
  const end = scan(taken.video, taken.found, taken.fails)
  await vi.waitFor(() => expect(taken.video.srcObject).toBeTruthy())
  taken.track.onended()
  expect(taken.fails).toHaveBeenCalled()
  end()
})

test('a camera that opens after the sheet was closed goes off at once, and nothing is said', async () => {
  let open = () => {}
  const { track, video, found, fails } = device(['A1'], (give) => {
    open = () => give(null)
  })
  scan(video, found, fails)()
  open()
  await whenDone(track.stop)
  expect(video.srcObject).toBeUndefined()
  expect(found).not.toHaveBeenCalled()
  expect(fails).not.toHaveBeenCalled()
})

test('a code is scanned only where the browser reads some and there is a camera', async () => {
  device([], () => {})
  expect(await canScan()).toBe(true)
  Object.assign(BarcodeDetector as object, { getSupportedFormats: async () => [] })
  expect(await canScan()).toBe(false)
  vi.stubGlobal('BarcodeDetector', undefined)
  expect(await canScan()).toBe(false)
  device([], () => {})
  vi.stubGlobal('navigator', {})
  expect(await canScan()).toBe(false)
})
