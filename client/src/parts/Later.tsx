import { type Attributes, type ComponentChildren, type ComponentType, h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useOnline } from './live'
import { NeedsNetwork } from './Nowhere'

interface Props<Given> {
  load: () => Promise<ComponentType<Given>>
  /** What the component is given. */
  with?: Given
  /** What stands there where it cannot be loaded; the screen that says so, if not given. */
  away?: ComponentChildren
}

const there = new WeakMap<() => Promise<unknown>, ComponentType>()

/** Loads what `load` loads, so that it is drawn at once; where it cannot be loaded, it is tried again when it is drawn. */
export const ahead = (load: () => Promise<ComponentType<never>>): Promise<unknown> =>
  load().then(
    (found) => there.set(load, found as ComponentType),
    () => {},
  )

/** A component whose code is loaded when it is first drawn; where it cannot be loaded, what is given for that. */
export function Later<Given = object>({ load, with: given, away = <NeedsNetwork /> }: Props<Given>) {
  const [Drawn, set] = useState(() => there.get(load) as ComponentType<Given> | undefined)
  const [fails, setFails] = useState(false)
  const online = useOnline()
  useEffect(() => {
    if (Drawn) return
    load().then(
      (found) => set(() => found),
      () => setFails(true),
    )
  }, [online])
  if (Drawn) return h(Drawn, given as Attributes & Given)
  return <>{fails && away}</>
}
