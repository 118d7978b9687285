import { afterEach, expect, test, vi } from 'vitest'
import { canScan, scan } from '../../src/forms/widgets/scan'

const PICTURE = { videoWidth: 480, videoHeight: 640, clientWidth: 320, clientHeight: 240 }
const MIDDLE = { x: 140, y: 300, width: 200, height: 40 }

afterEach(() => vi.unstubAllGlobals())

/** A device with a camera, and a reader that finds `codes` one after the other; '' stands for a picture without one. */
function device(codes: string[], opens: (give: (stream: unknown) => void, refuse: (why: Error) => void) => void) {
  const track = { stop: vi.fn(), onended: () => {} }
  const stream = { getTracks: () => [track] }
  const Detector = class {
    static getSupportedFormats = async () => ['ean_13']
    detect = async () => {
      const rawValue = codes.shift()
      return rawValue ? [{ rawValue, boundingBox: MIDDLE }] : []
    }
  }
  const getUserMedia = () => new Promise((give, refuse) => opens(() => give(stream), refuse))
  vi.stubGlobal('BarcodeDetector', Detector)
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })
  return { track, video: { ...PICTURE, play: async () => {} } as HTMLVideoElement, found: vi.fn(), fails: vi.fn() }
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
  expect(taken.track.stop).toHaveBeenCalled()
  end()
})

test('what nobody sees is no part of a code, and alone it is none', async () => {
  const { video, found, fails } = device(['\0\x1d', '\x1d(01) \n 17\0'], (give) => give(null))
  scan(video, found, fails)
  await whenDone(found)
  expect(found).toHaveBeenCalledWith('(01) 17')
})

test('of several codes in sight the one is read that is aimed at, and none beside the frame', async () => {
  const { video, found, fails } = device([], (give) => give(null))
  const at = (rawValue: string, x: number, y: number) => ({ rawValue, boundingBox: { x, y, width: 40, height: 20 } })
  const beside = [at('above', 220, 180), at('out of sight', 220, 20), at('left', 0, 310)]
  const looks = [beside, [...beside, at('near', 220, 360), at('aimed', 230, 320)]]
  vi.stubGlobal(
    'BarcodeDetector',
    class {
      detect = async () => looks.shift()
    },
  )
  scan(video, found, fails)
  await whenDone(found)
  expect(found).toHaveBeenCalledWith('aimed')
})

test('where its picture cannot be shown or is never read, the camera goes off and is said to be away', async () => {
  const unseen = device([], (give) => give(null))
  unseen.video.play = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  scan(unseen.video, unseen.found, unseen.fails)
  await whenDone(unseen.fails)
  expect(unseen.track.stop).toHaveBeenCalled()

  vi.useFakeTimers()
  const unread = device([], (give) => give(null))
  const detect = vi.fn(() => Promise.reject(new DOMException('', 'NotSupportedError')))
  vi.stubGlobal(
    'BarcodeDetector',
    class {
      detect = detect
    },
  )
  scan(unread.video, unread.found, unread.fails)
  await vi.advanceTimersByTimeAsync(60_000)
  vi.useRealTimers()
  expect(unread.fails).toHaveBeenCalledTimes(1)
  expect(unread.track.stop).toHaveBeenCalled()
  expect(detect.mock.calls.length).toBeLessThan(20)
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
