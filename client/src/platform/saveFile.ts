/** Milliseconds until the address of a saved file ends; a browser may read it long after the click that saves it. */
const LASTS = 60_000

/** Has the browser save `file` as `name`. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  const address = URL.createObjectURL(file)
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), LASTS)
}
