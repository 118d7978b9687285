import type { Rollup } from 'vite'

type Told = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }

/** The doors to what no teacher's phone fetches before it is opened: the desk, and the page of a year. */
const DOORS = ['/src/desk/frame/Desk.tsx', '/src/phone/year/Year.tsx']

/** The scripts and styles of a build: those that a teacher's phone may ask for, and those of the desk alone. */
export function reach(bundle: Rollup.OutputBundle): { teacher: string[]; desk: string[] } {
  const all = Object.keys(bundle).filter((name) => /^assets\/.*\.(js|css)$/.test(name))
  const found = new Set<string>()
  const todo = Object.values(bundle).flatMap((one) => (one.type === 'chunk' && one.isEntry ? [one.fileName] : []))
  for (let name = todo.pop(); name; name = todo.pop()) {
    const chunk = bundle[name]
    if (found.has(name) || chunk?.type !== 'chunk') continue
    found.add(name)
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
    todo.push(...chunk.imports, ...chunk.dynamicImports.filter((other) => !behindTheDoor(bundle[other])))
  }
  return {
    teacher: all.filter((name) => found.has(name)).sort(),
    desk: all.filter((name) => !found.has(name)).sort(),
  }
}

const behindTheDoor = (chunk: Rollup.OutputBundle[string] | undefined) =>
  chunk?.type === 'chunk' && DOORS.some((door) => chunk.facadeModuleId?.endsWith(door))

/** Names the chunk "app" for all that app.tsx needs and the door does not: the desk shares it, and splits nothing off. */
export function chunkOf(): (id: string, told: Told) => string | null {
  let own: Set<string> | undefined
  return (id, told) => {
    if (!own) {
      const first = needed(source('main.tsx'), told)
      own = new Set([...needed(source('app.tsx'), told)].filter((one) => !first.has(one)))
    }
    return own.has(id) ? 'app' : null
  }
}

const source = (name: string) => new URL(`../src/${name}`, import.meta.url).pathname

/** A module and everything that it imports, and so on; what it may load later is not among it. */
function needed(from: string, told: Told): Set<string> {
  const found = new Set<string>()
  const todo = [from]
  for (let id = todo.pop(); id; id = todo.pop()) {
    if (found.has(id)) continue
    found.add(id)
    todo.push(...(told.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}
