"""Pictures to take on a phone: drawn by the browser, as a camera hands them over, with its notes in them."""

import base64
import struct
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page

PLANTED = b"GPS 21.386 103.017 Nam Pan"
"""What no byte that leaves the phone may hold."""
DRAW = """async ([w, h, hue]) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h })
  const pen = canvas.getContext('2d')
  const sky = pen.createLinearGradient(0, 0, 0, h)
  sky.addColorStop(0, `hsl(${hue} 60% 80%)`)
  sky.addColorStop(1, `hsl(${hue + 80} 45% 35%)`)
  pen.fillStyle = sky
  pen.fillRect(0, 0, w, h)
  for (let n = 0; n < 4000; n++) {
    pen.fillStyle = `hsl(${(hue + n * 7) % 360} 50% ${20 + (n * 13) % 60}%)`
    pen.fillRect((n * 7919) % w, h / 2 + ((n * 104729) % (h / 2)), w / 60, h / 60)
  }
  pen.fillStyle = 'red'
  pen.fillRect(0, 0, w / 8, h / 8)
  const file = await new Promise((made) => canvas.toBlob(made, 'image/jpeg', 0.95))
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}"""


class Chosen(TypedDict):
    """A file as Playwright gives it to an input."""

    name: str
    mimeType: str
    buffer: bytes


def picture(page: Page, name: str = "IMG_0001.jpg", width: int = 2400, height: int = 1800, hue: int = 150) -> Chosen:
    """A JPEG with a red corner, top left; its notes say where it was taken, and that it is to be turned right."""
    jpeg = base64.b64decode(page.evaluate(DRAW, [width, height, hue]))
    # EXIF: one entry, orientation 6 (turn right by 90 degrees), and the planted text behind it.
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 0) + PLANTED
    exif = b"Exif\0\0" + tiff
    return {
        "name": name,
        "mimeType": "image/jpeg",
        "buffer": jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:],
    }


def no_picture(name: str = "ghi-chu.jpg") -> Chosen:
    """A file that only calls itself a picture."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": Path(__file__).read_bytes()}
