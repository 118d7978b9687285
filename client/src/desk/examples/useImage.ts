import { useEffect, useState } from 'preact/hooks'
import { fetchFile } from '../../api/requests'

/** A hook that loads a picture that only this account may see; '' until it is there. */
export function useImage(path: string): string {
  const [url, set] = useState('')
  useEffect(() => {
    let made = ''
    let wanted = true
    fetchFile(path).then(
      (blob) => {
        if (!wanted) return
        made = URL.createObjectURL(blob)
        set(made)
      },
      () => {}, // its place stays empty: its words stand beside it
    )
    return () => {
      wanted = false
      URL.revokeObjectURL(made)
      set('')
    }
  }, [path])
  return url
}
