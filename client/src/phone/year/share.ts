import { saveFile } from '../../platform/saveFile'

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:46rem;margin:16px auto;padding:0 16px}dt{color:#555}dd{margin:0 0 8px;font-size:1.5em}'

/**
 * Hands the page of a year on as a file that opens and prints anywhere, by the system's share sheet where there is one,
 * and else saves it. It is made of what stands in `sheet`, without network.
 */
export function share(sheet: HTMLElement, title: string): void {
  const copy = sheet.cloneNode(true) as HTMLElement
  for (const one of copy.querySelectorAll('button,svg')) one.remove()
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href')
  const head = document.createElement('title')
  head.textContent = title
  // As a text: what our policy forbids in a page of ours, a style of its own, is meant for one that stands alone.
  const text = `<!doctype html><html lang="${document.documentElement.lang}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">${head.outerHTML}<style>${STYLE}</style>${copy.outerHTML}`
  const file = new File([text], `${title.replace(/[^\p{L}\d]+/gu, '-')}.html`, { type: 'text/html' })
  // Whoever closes the share sheet has decided.
  if (navigator.canShare?.({ files: [file] })) navigator.share({ files: [file] }).catch(() => {})
  else saveFile(file, file.name)
}
