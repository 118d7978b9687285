/** Draws pictures smaller, upright and with nothing of a camera's notes (EXIF, place, thumbnail) left in them. */

type Canvas = HTMLCanvasElement | OffscreenCanvas
/** Makes a canvas of that width and height in pixels. */
export type NewCanvas = (w: number, h: number) => Canvas

/** A picture as it is kept: its bytes, media type, width and height in pixels. */
export interface Drawn {
  bytes: ArrayBuffer
  type: string
  w: number
  h: number
}

/** Thrown for what is no picture that the browser can read, and where no size of it is small enough. */
export class NotShrunk extends Error {
  constructor(readonly why: 'not_image' | 'too_large') {
    super(why)
  }
}

/** The longest side in pixels, and the most bytes, of a photo and of its preview. */
const LARGE = { side: 1280, most: 200_000 }
const PREVIEW = { side: 240, most: 12_000 }
const QUALITIES = [0.82, 0.72, 0.62, 0.52, 0.42]
/** Where the lowest quality is too large still, the next try has sides so much shorter; below LEAST none is made. */
const SHORTER = 0.8
const LEAST = 48

/** A picture in two sizes, of which the second is its preview. Rejects with NotShrunk. */
export async function shrunk(file: Blob, canvas: NewCanvas): Promise<[Drawn, Drawn]> {
  const picture = await decoded(file)
  try {
    return [await fitting(picture, LARGE, canvas), await fitting(picture, PREVIEW, canvas)]
  } finally {
    picture.close()
  }
}

const decoded = (file: Blob): Promise<ImageBitmap> =>
  createImageBitmap(file, { imageOrientation: 'from-image' })
    // A browser that does not know the option turns pictures upright by itself.
    .catch(() => createImageBitmap(file))
    .catch(() => {
      throw new NotShrunk('not_image')
    })

async function fitting(picture: ImageBitmap, { side, most }: typeof LARGE, canvas: NewCanvas): Promise<Drawn> {
  const longest = Math.max(picture.width, picture.height)
  for (let wanted = side; wanted >= LEAST; wanted *= SHORTER) {
    const scale = Math.min(1, wanted / longest)
    const [w, h] = [picture.width, picture.height].map((one) => Math.max(1, Math.round(one * scale))) as [
      number,
      number,
    ]
    const drawn = drawnOn(canvas(w, h), picture)
    for (const quality of QUALITIES) {
      const file = await packed(drawn, quality)
      if (file.size <= most) return { bytes: await file.arrayBuffer(), type: file.type, w, h }
    }
  }
  throw new NotShrunk('too_large')
}

function drawnOn(canvas: Canvas, picture: ImageBitmap): Canvas {
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
  // What is transparent would turn black in a JPEG.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** The picture as WebP where the browser writes that, else as JPEG. */
async function packed(canvas: Canvas, quality: number): Promise<Blob> {
  const webp = await fileOf(canvas, 'image/webp', quality)
  return webp.type === 'image/webp' ? webp : fileOf(canvas, 'image/jpeg', quality)
}

function fileOf(canvas: Canvas, type: string, quality: number): Promise<Blob> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality })
  return new Promise((made, fail) => {
    canvas.toBlob((file) => (file ? made(file) : fail(new NotShrunk('too_large'))), type, quality)
  })
}
