// Draws the icons of the home screen from the petal of src/mark.tsx: node build/icons.mjs
import { writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

// Half a petal of hoa ban, from the heart outwards: cubic curves, as src/mark.tsx has them. The other half mirrors it.
const CURVES = [
  [
    [0, -47],
    [3, -42],
    [10, -43],
    [13, -36],
  ],
  [
    [13, -36],
    [18, -25],
    [8, -11],
    [0, -5],
  ],
]
const INDIGO = [39, 48, 107]
const PETAL = [243, 211, 224]
const ROSE = [194, 82, 127]
const RIPPLES = [
  [1.32, [84, 66, 118]],
  [1.15, [128, 84, 138]],
]
const SAMPLES = 4 // in a pixel, along each side

const bezier = ([a, b, c, d], t) =>
  [0, 1].map((i) => (1 - t) ** 3 * a[i] + 3 * t * (1 - t) ** 2 * b[i] + 3 * t * t * (1 - t) * c[i] + t ** 3 * d[i])
const edge = CURVES.flatMap((curve) => Array.from({ length: 21 }, (_, i) => bezier(curve, i / 20)))

/** Whether a point right of the petal's middle is inside of it. */
function inside(x, y) {
  let right = false
  for (let i = 1; i < edge.length; i++) {
    const [[x1, y1], [x2, y2]] = [edge[i - 1], edge[i]]
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) right = !right
  }
  return right
}

function distance(x, y) {
  let least = 1e9
  for (let i = 1; i < edge.length; i++) {
    const [[x1, y1], [x2, y2]] = [edge[i - 1], edge[i]]
    const [dx, dy] = [x2 - x1, y2 - y1]
    const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
    least = Math.min(least, Math.hypot(x - x1 - t * dx, y - y1 - t * dy))
  }
  return least
}

/** The colour of a point of the blossom, whose five petals are one, turned. */
function blossom(x, y) {
  const radius = Math.hypot(x, y)
  if (radius < 5.5) return ROSE
  if (radius > 66) return INDIGO
  const turn = Math.atan2(x, -y)
  const fifth = (2 * Math.PI) / 5
  const [px, py] = [Math.abs(Math.sin(turn - fifth * Math.round(turn / fifth))) * radius, 0]
  const away = -Math.sqrt(Math.max(0, radius * radius - px * px)) + py
  if (inside(px, away)) return px < 0.8 && away < -12 && away > -35 ? ROSE : PETAL
  for (const [scale, colour] of RIPPLES) if (distance(px / scale, away / scale) * scale < 0.9) return colour
  return INDIGO
}

function pixels(size, fills, corner) {
  const rows = Buffer.alloc(size * (size * 4 + 1))
  const scale = 128 / (size * fills)
  const round = size * corner
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0]
      for (let sample = 0; sample < SAMPLES ** 2; sample++) {
        const x = column + ((sample % SAMPLES) + 0.5) / SAMPLES
        const y = row + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES
        const [cx, cy] = [Math.max(round - x, x - size + round, 0), Math.max(round - y, y - size + round, 0)]
        if (Math.hypot(cx, cy) > round && round) continue
        const colour = blossom((x - size / 2) * scale, (y - size * 0.525) * scale)
        for (let i = 0; i < 3; i++) sum[i] += colour[i]
        sum[3] += 1
      }
      const at = row * (size * 4 + 1) + 1 + column * 4
      for (let i = 0; i < 3; i++) rows[at + i] = sum[3] ? Math.round(sum[i] / sum[3]) : 0
      rows[at + 3] = Math.round((sum[3] / SAMPLES ** 2) * 255)
    }
  }
  return rows
}

function chunk(kind, data) {
  const named = Buffer.concat([Buffer.from(kind), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

function png(size, fills, corner) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  const body = deflateSync(pixels(size, fills, corner), { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))])
}

for (const [name, size, fills, corner] of [
  ['icon-192', 192, 0.92, 0.22],
  ['icon-512', 512, 0.92, 0.22],
  ['icon-mask', 512, 0.68, 0],
  ['icon-apple', 180, 0.84, 0],
]) {
  writeFileSync(new URL(`../public/${name}.png`, import.meta.url), png(size, fills, corner))
}
